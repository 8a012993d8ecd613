/* Sharing in the stand-in for src/call: possible in a call, and asked about until a test says what was chosen (fake-call.h); with sound where the
 * person wants it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fake-call-private.h"

struct _HearthSharing
{
  GObject parent_instance;

  HearthSharingState state;
  HearthVideoContent content;
  gboolean possible;
  gboolean repeatable;
  gboolean paused;
  gboolean sound; /* as the settings say */
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_POSSIBLE,
  PROP_REPEATABLE,
  PROP_PAUSED,
  PROP_HEARD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthSharing, hearth_sharing, G_TYPE_OBJECT)

static void
hearth_sharing_get_property (GObject    *object,
                             guint       property,
                             GValue     *value,
                             GParamSpec *pspec)
{
  HearthSharing *self = HEARTH_SHARING (object);

  switch (property)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_POSSIBLE:
      g_value_set_boolean (value, self->possible);
      break;
    case PROP_REPEATABLE:
      g_value_set_boolean (value, self->repeatable);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_HEARD:
      g_value_set_boolean (value, hearth_sharing_is_heard (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
hearth_sharing_class_init (HearthSharingClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = hearth_sharing_get_property;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, HEARTH_SHARING_OFF, HEARTH_SHARING_ON, HEARTH_SHARING_OFF, flags);
  properties[PROP_POSSIBLE] = g_param_spec_boolean ("possible", NULL, NULL, FALSE, flags);
  properties[PROP_REPEATABLE] = g_param_spec_boolean ("repeatable", NULL, NULL, FALSE, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_HEARD] = g_param_spec_boolean ("heard", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
hearth_sharing_init (HearthSharing *self)
{
}

void
hearth_fake_sharing_set_state (HearthSharing      *self,
                               HearthSharingState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  self->repeatable |= state == HEARTH_SHARING_ON;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPEATABLE]);
}

static void
on_sound_wanted (HearthSettings *settings,
                 GParamSpec     *pspec,
                 HearthSharing  *self)
{
  g_object_get (settings, "share-sound", &self->sound, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEARD]);
}

HearthSharing *
hearth_fake_sharing_new (HearthSettings *settings)
{
  HearthSharing *self = g_object_new (HEARTH_TYPE_SHARING, NULL);

  g_signal_connect_object (settings, "notify::share-sound", G_CALLBACK (on_sound_wanted), self, G_CONNECT_DEFAULT);
  on_sound_wanted (settings, NULL, self);

  return self;
}

void
hearth_fake_sharing_set_possible (HearthSharing *self,
                                  gboolean       possible)
{
  if (self->possible == possible)
    return;

  self->possible = possible;
  if (!possible)
    hearth_fake_sharing_set_state (self, HEARTH_SHARING_OFF);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSSIBLE]);
}

HearthVideoContent
hearth_fake_sharing_get_content (HearthSharing *self)
{
  return self->content;
}

/* --- call/sharing.h -------------------------------------------------------------------------------------------------------- */

HearthSharingState
hearth_sharing_get_state (HearthSharing *self)
{
  return self->state;
}

gboolean
hearth_sharing_is_possible (HearthSharing *self)
{
  return self->possible;
}

void
hearth_sharing_start (HearthSharing      *self,
                      HearthVideoContent  content)
{
  if (!self->possible)
    return;

  self->content = content;
  hearth_fake_sharing_set_state (self, HEARTH_SHARING_ASKING);
}

void
hearth_sharing_stop (HearthSharing *self)
{
  hearth_fake_sharing_set_state (self, HEARTH_SHARING_OFF);
}

gboolean
hearth_sharing_is_repeatable (HearthSharing *self)
{
  return self->repeatable;
}

/* The desktop need not ask. */
void
hearth_sharing_repeat (HearthSharing *self)
{
  if (self->possible && self->repeatable)
    hearth_fake_sharing_set_state (self, HEARTH_SHARING_ON);
}

gboolean
hearth_sharing_is_heard (HearthSharing *self)
{
  return self->state == HEARTH_SHARING_ON && self->sound;
}

void
hearth_sharing_set_paused (HearthSharing *self,
                           gboolean       paused)
{
  self->paused = paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

gboolean
hearth_sharing_is_paused (HearthSharing *self)
{
  return self->paused;
}
