/* What is known of who somebody in the call is: by which key they are there, and whether that fits what was known before. Main
 * thread; owned by who shows that person, changed by the call controller alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HearthTrust:
 * @HEARTH_TRUST_UNKNOWN: nobody has judged yet: they are just coming in, or nobody may know by which key
 * @HEARTH_TRUST_NEW: met for the first time
 * @HEARTH_TRUST_MET: the same key had the same name, or one that nobody else has, in a call before
 * @HEARTH_TRUST_VERIFIED: the same, and a code was compared with whoever has this key
 * @HEARTH_TRUST_CHANGED: somebody else had this name before, with another key
 * @HEARTH_TRUST_UNPROVEN: somebody had this name before with a key, and these do not prove to have any
 */
typedef enum
{
  HEARTH_TRUST_UNKNOWN,
  HEARTH_TRUST_NEW,
  HEARTH_TRUST_MET,
  HEARTH_TRUST_VERIFIED,
  HEARTH_TRUST_CHANGED,
  HEARTH_TRUST_UNPROVEN,
} HearthTrust;

#define HEARTH_TYPE_ACQUAINTANCE (hearth_acquaintance_get_type ())
G_DECLARE_FINAL_TYPE (HearthAcquaintance, hearth_acquaintance, HEARTH, ACQUAINTANCE, GObject)

/* Signal ::changed (): any of what follows */

HearthAcquaintance *hearth_acquaintance_new         (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_acquaintance_get_key:
 *
 * Returns: (transfer none) (nullable): their public key as text; %NULL where they have not proven one.
 */
const char         *hearth_acquaintance_get_key     (HearthAcquaintance *self);
HearthTrust         hearth_acquaintance_get_trust   (HearthAcquaintance *self);

/** hearth_acquaintance_is_doubtful: Returns: whether a person has to be warned: CHANGED or UNPROVEN. */
gboolean            hearth_acquaintance_is_doubtful (HearthAcquaintance *self);

/** hearth_acquaintance_set: @key: (nullable). */
void                hearth_acquaintance_set         (HearthAcquaintance *self,
                                                     const char         *key,
                                                     HearthTrust         trust);

G_END_DECLS
