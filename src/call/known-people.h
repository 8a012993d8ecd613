/* Whom this person has met before: which names came with which keys, and which keys belong to somebody with whom a code was
 * compared.
 *
 * Bounded, so that nobody is forgotten because somebody makes many: at most HEARTH_LIMIT_KNOWN_PEOPLE pairs of a name and a key,
 * then the one that was met longest ago goes, unverified ones first; few names for one key, and no more new ones in one call than
 * a room holds. Names are compared as people read them (hearth_profile_fold_name()).
 *
 * Pure: no file, no clock. Main thread; owned by HearthAcquaintances.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "base/acquaintance.h"

G_BEGIN_DECLS

typedef struct _HearthKnownPeople HearthKnownPeople;

HearthKnownPeople *hearth_known_people_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void               hearth_known_people_free      (HearthKnownPeople       *self);

/** hearth_known_people_begin: Another call: there may be new people again. */
void               hearth_known_people_begin     (HearthKnownPeople       *self);

/**
 * hearth_known_people_judge:
 * @name: cleaned
 * @key: (nullable): a public key as text; %NULL where they proved none
 *
 * Returns: what is to be thought of who comes with that name and key; UNKNOWN for who has no key, and no name that is known
 * either
 */
HearthTrust        hearth_known_people_judge     (const HearthKnownPeople *self,
                                                  const char              *name,
                                                  const char              *key);

/**
 * hearth_known_people_meet:
 *
 * Remembers who comes, where nobody else is known by that name, and that they were met now.
 *
 * Returns: whether anything has changed that has to be kept
 */
gboolean           hearth_known_people_meet      (HearthKnownPeople       *self,
                                                  const char              *name,
                                                  const char              *key);

/** hearth_known_people_accept: They are somebody who has that name as well, or have another key now: the person knows it. */
void               hearth_known_people_accept    (HearthKnownPeople       *self,
                                                  const char              *name,
                                                  const char              *key);

/** hearth_known_people_verify: A code was compared with whoever has that key. */
void               hearth_known_people_verify    (HearthKnownPeople       *self,
                                                  const char              *name,
                                                  const char              *key);

/** hearth_known_people_forget: That key was never met. Returns: whether it was. */
gboolean           hearth_known_people_forget    (HearthKnownPeople       *self,
                                                  const char              *key);

/** hearth_known_people_get_names: Returns: (transfer full) (array zero-terminated=1): by which that key is known. */
GStrv              hearth_known_people_get_names (const HearthKnownPeople *self,
                                                  const char              *key) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_known_people_save:
 *
 * Returns: (transfer full) (array zero-terminated=1): "met KEY NAME" and "verified KEY NAME", met longest ago first.
 */
GStrv              hearth_known_people_save      (const HearthKnownPeople *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_known_people_load:
 * @lines: as hearth_known_people_save() gave them; of too many the last count
 *
 * Returns: %FALSE with HEARTH_PROTOCOL_ERROR_MALFORMED, and nothing changed, where one of them is nothing like that
 */
gboolean           hearth_known_people_load      (HearthKnownPeople       *self,
                                                  const char *const       *lines,
                                                  GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthKnownPeople, hearth_known_people_free)

G_END_DECLS
