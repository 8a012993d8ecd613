/* Somebody who waits at the door of a room, as those see them who may let them in. A value; immutable. Main
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HearthKnockAnswer:
 * @HEARTH_KNOCK_ADMIT: comes in, this time
 * @HEARTH_KNOCK_REMEMBER: comes in, and from now on without being asked about
 * @HEARTH_KNOCK_DENY: not now
 * @HEARTH_KNOCK_BLOCK: never into this room
 */
typedef enum
{
  HEARTH_KNOCK_ADMIT,
  HEARTH_KNOCK_REMEMBER,
  HEARTH_KNOCK_DENY,
  HEARTH_KNOCK_BLOCK,
} HearthKnockAnswer;

#define HEARTH_N_KNOCK_ANSWERS (HEARTH_KNOCK_BLOCK + 1)

#define HEARTH_TYPE_KNOCK (hearth_knock_get_type ())
G_DECLARE_FINAL_TYPE (HearthKnock, hearth_knock, HEARTH, KNOCK, GObject)

/**
 * hearth_knock_new:
 * @id: minted by the host, never used twice in a room
 * @name: as they call themselves, cleaned
 * @colour: a name of a colour
 * @key: (nullable): their public key as text: the host has seen the proof, and co-hosts take the host's word
 */
HearthKnock *hearth_knock_new        (const char  *id,
                                      const char  *name,
                                      const char  *colour,
                                      const char  *key) G_GNUC_WARN_UNUSED_RESULT;
const char  *hearth_knock_get_id     (HearthKnock *self);
const char  *hearth_knock_get_name   (HearthKnock *self);
const char  *hearth_knock_get_colour (HearthKnock *self);
const char  *hearth_knock_get_key    (HearthKnock *self);

G_END_DECLS
