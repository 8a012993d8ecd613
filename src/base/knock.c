/* Somebody who waits at the door of a room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/knock.h"

struct _HearthKnock
{
  GObject parent_instance;

  char *id;
  char *name;
  char *colour;
  char *key; /* nullable */
};

G_DEFINE_FINAL_TYPE (HearthKnock, hearth_knock, G_TYPE_OBJECT)

static void
hearth_knock_finalize (GObject *object)
{
  HearthKnock *self = HEARTH_KNOCK (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->colour);
  g_free (self->key);

  G_OBJECT_CLASS (hearth_knock_parent_class)->finalize (object);
}

static void
hearth_knock_class_init (HearthKnockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_knock_finalize;
}

static void
hearth_knock_init (HearthKnock *self)
{
}

HearthKnock *
hearth_knock_new (const char *id,
                  const char *name,
                  const char *colour,
                  const char *key)
{
  HearthKnock *self;

  g_return_val_if_fail (id != NULL && name != NULL && colour != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_KNOCK, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->colour = g_strdup (colour);
  self->key = g_strdup (key);

  return self;
}

const char *
hearth_knock_get_id (HearthKnock *self)
{
  g_return_val_if_fail (HEARTH_IS_KNOCK (self), NULL);

  return self->id;
}

const char *
hearth_knock_get_name (HearthKnock *self)
{
  g_return_val_if_fail (HEARTH_IS_KNOCK (self), NULL);

  return self->name;
}

const char *
hearth_knock_get_colour (HearthKnock *self)
{
  g_return_val_if_fail (HEARTH_IS_KNOCK (self), NULL);

  return self->colour;
}

const char *
hearth_knock_get_key (HearthKnock *self)
{
  g_return_val_if_fail (HEARTH_IS_KNOCK (self), NULL);

  return self->key;
}
