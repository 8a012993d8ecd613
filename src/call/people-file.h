/* Whom this person has met, on the disk: hearth/people of the user's data directory, mode 0600. Written whole, to a new file that
 * is on the disk before it takes the old one's name, on a thread of its own; one write at a time, and of what changes meanwhile
 * the latest.
 *
 * Main thread; owned by HearthAcquaintances.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "call/known-people.h"

G_BEGIN_DECLS

typedef struct _HearthPeopleFile HearthPeopleFile;

HearthPeopleFile *hearth_people_file_new   (const char              *path) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_people_file_free: Returns once everything is written. */
void              hearth_people_file_free  (HearthPeopleFile        *self);

/**
 * hearth_people_file_load:
 *
 * Where there is no file yet, nobody was met. One that cannot be used stays as it is: nothing is saved then.
 *
 * Returns: %FALSE with what hearth_private_file_read(), #GKeyFile or hearth_known_people_load() gave
 */
gboolean          hearth_people_file_load  (HearthPeopleFile        *self,
                                            HearthKnownPeople       *people,
                                            GError                 **error);

/**
 * hearth_people_file_load_anew:
 *
 * The same, but one that cannot be used is set aside under another name, and nobody was met.
 *
 * Returns: (transfer full) (nullable) (type filename): where such a one is now: where it was if it cannot be moved; nothing is saved then
 */
char             *hearth_people_file_load_anew (HearthPeopleFile    *self,
                                                HearthKnownPeople   *people) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_people_file_save: soon. */
void              hearth_people_file_save  (HearthPeopleFile        *self,
                                            const HearthKnownPeople *people);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthPeopleFile, hearth_people_file_free)

G_END_DECLS
