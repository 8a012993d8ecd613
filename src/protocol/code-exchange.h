/* What two people exchange to compare a code, as values: whoever asks commits to a number before they see the other's, so that
 * nobody in between can try numbers until two codes are the same. Why that is so stands in README.md. Any thread.
 *
 *   asker ── commitment ──▶ answerer      commitment = SHA-256 ("hearth/compare-commit/1", ROOM, both keys, the asker's nonce)
 *         ◀── nonce, signature ──
 *         ─── nonce, signature ─▶         both: code = SHA-256 ("hearth/compare-code/1", ROOM, both keys, both nonces) modulo 10⁶
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/identity.h"

G_BEGIN_DECLS

/** How many digits a code has: one try in 10⁶ succeeds. */
#define HEARTH_CODE_DIGITS 6

#define HEARTH_CODE_COMMITMENT_CHARACTERS 43
#define HEARTH_CODE_SIGNATURE_CHARACTERS 86

/**
 * HearthCodeExchange: as one of the two knows it
 * @room: ROOM
 * @asker, @answerer: their public keys: one's own, and the one by which the other is in the room
 * @asker_nonce, @answerer_nonce: (nullable): ids; %NULL as long as they are not known
 * @commitment: (nullable): base64url; also what tells this exchange from others
 */
typedef struct
{
  char *room;
  HearthPublicKey asker;
  HearthPublicKey answerer;
  char *asker_nonce;
  char *answerer_nonce;
  char *commitment;
} HearthCodeExchange;

/**
 * HearthCodeStep: what is signed
 * @HEARTH_CODE_STEP_ANSWER: by the answerer, with their nonce
 * @HEARTH_CODE_STEP_REVEAL: by the asker, with theirs
 * @HEARTH_CODE_STEP_MATCH: by either, whose person said that the codes match
 */
typedef enum
{
  HEARTH_CODE_STEP_ANSWER,
  HEARTH_CODE_STEP_REVEAL,
  HEARTH_CODE_STEP_MATCH,
} HearthCodeStep;

HearthCodeExchange *hearth_code_exchange_new          (const char               *room,
                                                       const HearthPublicKey    *asker,
                                                       const HearthPublicKey    *answerer) G_GNUC_WARN_UNUSED_RESULT;
void                hearth_code_exchange_free         (HearthCodeExchange       *self);

/** hearth_code_exchange_commit: the asker's: makes @asker_nonce and @commitment. */
void                hearth_code_exchange_commit       (HearthCodeExchange       *self);

/** hearth_code_exchange_is_committed: the answerer's: Returns: whether @asker_nonce is the one that was committed to. */
gboolean            hearth_code_exchange_is_committed (const HearthCodeExchange *self);

/**
 * hearth_code_exchange_sign:
 *
 * Returns: (transfer full): base64url: everything that is known at this step, with the signer's key.
 */
char               *hearth_code_exchange_sign         (const HearthCodeExchange *self,
                                                       HearthCodeStep            step,
                                                       const HearthIdentity     *identity) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_code_exchange_verify: @signature: any text. Returns: whether @signer, who is asker or answerer, made it. */
gboolean            hearth_code_exchange_verify       (const HearthCodeExchange *self,
                                                       HearthCodeStep            step,
                                                       const HearthPublicKey    *signer,
                                                       const char               *signature);

/** hearth_code_exchange_derive: Returns: (transfer full): HEARTH_CODE_DIGITS digits, once both nonces are known. */
char               *hearth_code_exchange_derive       (const HearthCodeExchange *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_code_commitment_is_valid / hearth_code_signature_is_valid: Returns: whether @text has the form of one. */
gboolean            hearth_code_commitment_is_valid   (const char               *text);
gboolean            hearth_code_signature_is_valid    (const char               *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthCodeExchange, hearth_code_exchange_free)

G_END_DECLS
