/* What is said in a visit, as somebody sees it who has the link: opened, changed, sealed again. For tests that mean harm.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/invitation.h"
#include "protocol/transcript.h"

G_BEGIN_DECLS

/* What is said in a visit, in its usual order. */
typedef enum
{
  HELLO,
  WELCOME,
  OFFER_DOWN,
  ANSWER_DOWN,
  OFFER_UP,
  ANSWER_UP,
  CANDIDATE_TO_HOST,
  CANDIDATE_TO_GUEST,
  N_KINDS,
} Kind;

extern const char * const kind_names[N_KINDS];

/** kind_goes_to_host: Returns: whether the guest says it, to the host. */
gboolean kind_goes_to_host      (Kind kind);

/** kind_get_cause: Returns: what it is said in answer to; N_KINDS for what anybody may begin with. */
Kind     kind_get_cause         (Kind kind);

typedef struct
{
  guint8 signature[HEARTH_SIGNATURE_BYTES];
  HearthSignedHead head;
  HearthPayload *payload;
  char *text; /* the payload's */
} SealedLetter;

/** sealed_letter_open: @self: zeroed; whatever does not open or parse fails the test. */
void     sealed_letter_open     (SealedLetter     *self,
                                 HearthInvitation *invitation,
                                 const char       *sealed);
void     sealed_letter_clear    (SealedLetter     *self);

/** sealed_letter_get_kind: Returns: N_KINDS for what is none of them. */
Kind     sealed_letter_get_kind (const SealedLetter *self,
                                 gboolean            to_host);

/** sealed_letter_edit: Another certificate or name, or @decoy_port of 10.77.0.1 as a candidate. The signature stays. */
void     sealed_letter_edit     (SealedLetter     *self,
                                 GRand            *random,
                                 guint16           decoy_port);

/** sealed_letter_sign: As @identity, in @role. */
void     sealed_letter_sign     (SealedLetter     *self,
                                 HearthInvitation *invitation,
                                 HearthIdentity   *identity,
                                 HearthTrustRole   role);

/** sealed_letter_seal: Returns: (transfer full): for an envelope's payload. */
char    *sealed_letter_seal     (const SealedLetter *self,
                                 HearthInvitation   *invitation) G_GNUC_WARN_UNUSED_RESULT;

/** sealed_letter_flip: Returns: (transfer full): @sealed with another bit, somewhere in what its characters stand for. */
char    *sealed_letter_flip     (const char       *sealed,
                                 GRand            *random) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SealedLetter, sealed_letter_clear)

G_END_DECLS
