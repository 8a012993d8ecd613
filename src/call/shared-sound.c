/* Whether those who see this person's screen hear something: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/shared-sound.h"

#include "media/desktop-sound.h"

struct _HearthSharedSound
{
  GObject parent_instance;

  HearthDesktopSound *sound; /* from the first call of _get_source() on; nullable */
  gboolean wanted;
  gboolean shared;
  gboolean paused;
  gboolean on;      /* wanted, and a screen is shared */
  gboolean missing; /* since it is on: as the sound said last */
  gboolean heard;
  gboolean closed;
};

enum
{
  PROP_0,
  PROP_HEARD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  MISSING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSharedSound, hearth_shared_sound, G_TYPE_OBJECT)

/* Asked for anew it may be there again; a pause is nothing new. */
static void
update (HearthSharedSound *self)
{
  gboolean was_on = self->on;
  gboolean heard;

  self->on = self->wanted && self->shared && !self->closed;
  if (self->on && !was_on)
    self->missing = self->sound == NULL;
  if (self->sound != NULL)
    hearth_desktop_sound_set_on (self->sound, self->on && !self->paused);

  heard = self->on && !self->missing;
  if (self->heard != heard)
    {
      self->heard = heard;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEARD]);
    }
  if (self->on && !was_on && self->sound == NULL)
    g_signal_emit (self, signals[MISSING], 0);
}

static void
on_live (HearthDesktopSound *sound,
         HearthSharedSound  *self)
{
  self->missing = FALSE;
  update (self);
}

static void
on_failed (HearthDesktopSound *sound,
           HearthSharedSound  *self)
{
  if (self->missing || !self->on)
    return;

  self->missing = TRUE;
  update (self);
  g_signal_emit (self, signals[MISSING], 0);
}

static void
hearth_shared_sound_get_property (GObject    *object,
                                  guint       property,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  HearthSharedSound *self = HEARTH_SHARED_SOUND (object);

  switch (property)
    {
    case PROP_HEARD:
      g_value_set_boolean (value, self->heard);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
hearth_shared_sound_dispose (GObject *object)
{
  hearth_shared_sound_close (HEARTH_SHARED_SOUND (object));

  G_OBJECT_CLASS (hearth_shared_sound_parent_class)->dispose (object);
}

static void
hearth_shared_sound_class_init (HearthSharedSoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_shared_sound_get_property;
  object_class->dispose = hearth_shared_sound_dispose;

  properties[PROP_HEARD] = g_param_spec_boolean ("heard", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MISSING] = g_signal_new ("missing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_shared_sound_init (HearthSharedSound *self)
{
}

HearthSharedSound *
hearth_shared_sound_new (void)
{
  return g_object_new (HEARTH_TYPE_SHARED_SOUND, NULL);
}

HearthRtpSource *
hearth_shared_sound_get_source (HearthSharedSound *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (HEARTH_IS_SHARED_SOUND (self), NULL);

  if (self->sound != NULL || self->closed)
    return (HearthRtpSource *) self->sound;

  self->sound = hearth_desktop_sound_new (&error);
  if (self->sound == NULL)
    {
      g_debug ("No sound can be shared: %s", error->message);
      return NULL;
    }

  g_signal_connect_object (self->sound, "live", G_CALLBACK (on_live), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->sound, "failed", G_CALLBACK (on_failed), self, G_CONNECT_DEFAULT);

  return HEARTH_RTP_SOURCE (self->sound);
}

void
hearth_shared_sound_set_wanted (HearthSharedSound *self,
                                gboolean           wanted)
{
  g_return_if_fail (HEARTH_IS_SHARED_SOUND (self));

  self->wanted = !!wanted;
  update (self);
}

void
hearth_shared_sound_set_on (HearthSharedSound *self,
                            gboolean           shared,
                            gboolean           paused)
{
  g_return_if_fail (HEARTH_IS_SHARED_SOUND (self));

  self->shared = !!shared;
  self->paused = !!paused;
  update (self);
}

gboolean
hearth_shared_sound_is_heard (HearthSharedSound *self)
{
  g_return_val_if_fail (HEARTH_IS_SHARED_SOUND (self), FALSE);

  return self->heard;
}

void
hearth_shared_sound_close (HearthSharedSound *self)
{
  g_return_if_fail (HEARTH_IS_SHARED_SOUND (self));

  self->closed = TRUE;
  if (self->sound == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->sound, self);
  hearth_desktop_sound_close (self->sound);
  g_clear_object (&self->sound);
}
