/* Whom a door knows: the keys that come in unasked, those that were put out, and those that never come in, with the names that they had.
 * A name proves nothing: it is for the person who looks through the list. At most HEARTH_LIMIT_DOOR_KEYS, then the oldest goes, remembered
 * ones before those that were put out, and these before blocked ones.
 *
 * Pure: no file, no clock. Main thread; owned by HearthDoorBook.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/identity.h"

G_BEGIN_DECLS

typedef struct _HearthDoorMemory HearthDoorMemory;

/**
 * HearthDoorStanding:
 * @HEARTH_DOOR_STRANGER: nothing is known
 * @HEARTH_DOOR_REMEMBERED: comes in without being asked about
 * @HEARTH_DOOR_REMOVED: was put out of this room: somebody is asked before they come back, whatever the policy
 * @HEARTH_DOOR_BLOCKED: never comes into this room
 */
typedef enum
{
  HEARTH_DOOR_STRANGER,
  HEARTH_DOOR_REMEMBERED,
  HEARTH_DOOR_REMOVED,
  HEARTH_DOOR_BLOCKED,
} HearthDoorStanding;

/**
 * HearthDoorEntry: what is known of one
 * @name: as they called themselves
 * @since: when that was learnt: Unix time in seconds, here and below
 */
typedef struct
{
  HearthPublicKey key;
  HearthDoorStanding standing;
  char *name;
  gint64 since;
} HearthDoorEntry;

HearthDoorMemory  *hearth_door_memory_new            (void) G_GNUC_WARN_UNUSED_RESULT;
void               hearth_door_memory_free           (HearthDoorMemory       *self);
HearthDoorStanding hearth_door_memory_get            (const HearthDoorMemory *self,
                                                      const HearthPublicKey  *key);

/**
 * hearth_door_memory_set:
 * @standing: anything but STRANGER
 * @name: cleaned
 */
void               hearth_door_memory_set            (HearthDoorMemory      *self,
                                                      const HearthPublicKey *key,
                                                      HearthDoorStanding     standing,
                                                      const char            *name,
                                                      gint64                 now);

/** hearth_door_memory_forget: @key is a stranger again. */
void               hearth_door_memory_forget         (HearthDoorMemory      *self,
                                                      const HearthPublicKey *key);

/** hearth_door_memory_peek: Returns: (transfer none) (nullable): the one at that place, oldest first, until the next change. */
const HearthDoorEntry *hearth_door_memory_peek       (const HearthDoorMemory *self,
                                                      guint                   position);

/** hearth_door_memory_forget_room: Everybody is forgotten who was put out of a room or blocked for it. */
void               hearth_door_memory_forget_room    (HearthDoorMemory      *self);

/** hearth_door_memory_save: Returns: (transfer full) (array zero-terminated=1): "remembered KEY SINCE NAME" and so on, oldest first. */
GStrv              hearth_door_memory_save           (const HearthDoorMemory *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_door_memory_load:
 * @lines: as hearth_door_memory_save() gave them; of more than HEARTH_LIMIT_DOOR_KEYS the last count
 *
 * Returns: %FALSE with HEARTH_PROTOCOL_ERROR_MALFORMED, and nothing changed, where one of them is nothing like that
 */
gboolean           hearth_door_memory_load           (HearthDoorMemory      *self,
                                                      const char *const     *lines,
                                                      GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthDoorMemory, hearth_door_memory_free)

G_END_DECLS
