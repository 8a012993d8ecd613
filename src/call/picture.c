/* A moving picture of somebody: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/picture.h"

#include "base/limits.h"

/* Whoever is hidden for less than this is still received and decoded. */
#define HIDE_MS 1000

typedef struct
{
  guint width;
  guint height;
  gboolean pinned;
} Shown;

struct _HearthPicture
{
  GObject parent_instance;

  HearthFrameMailbox *mailbox;
  gboolean has_frame;
  gboolean paused;
  gboolean heard;
  HearthPointer pointer;

  GHashTable *viewers; /* where it is seen: viewer → Shown */
  Shown shown;         /* the largest of them; what is told */
  gboolean wanted;
  gboolean closed;
  guint hide_source;
};

enum
{
  PROP_0,
  PROP_HAS_FRAME,
  PROP_PAUSED,
  PROP_HEARD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SHOWN_CHANGED,
  POINTER_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthPicture, hearth_picture, G_TYPE_OBJECT)

static void
set_has_frame (HearthPicture *self,
               gboolean       has_frame)
{
  if (self->has_frame == has_frame)
    return;

  self->has_frame = has_frame;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_FRAME]);
}

static void
on_mailbox_changed (HearthPicture *self)
{
  set_has_frame (self, hearth_frame_mailbox_get_frame (self->mailbox) != NULL);
}

/* Frames are made only while somebody listens to the mailbox: nobody does to one that is hidden. */
static void
set_wanted (HearthPicture *self,
            gboolean       wanted)
{
  if (self->wanted == wanted)
    return;

  self->wanted = wanted;
  if (wanted)
    {
      g_signal_connect_object (self->mailbox, "changed", G_CALLBACK (on_mailbox_changed), self, G_CONNECT_SWAPPED);
      on_mailbox_changed (self);
    }
  else
    {
      g_signal_handlers_disconnect_by_func (self->mailbox, on_mailbox_changed, self);
      set_has_frame (self, FALSE);
    }
}

/* As large as in the largest place, and pinned where it is in any. */
static Shown
get_largest (HearthPicture *self)
{
  Shown largest = { 0 };
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->viewers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Shown *shown = value;

      largest.width = MAX (largest.width, shown->width);
      largest.height = MAX (largest.height, shown->height);
      largest.pinned = largest.pinned || shown->pinned;
    }

  return largest;
}

static void
tell (HearthPicture *self)
{
  Shown shown = get_largest (self);
  gboolean wanted = shown.width > 0;

  if (self->wanted == wanted && self->shown.width == shown.width && self->shown.height == shown.height
      && self->shown.pinned == shown.pinned)
    return;

  self->shown = shown;
  set_wanted (self, wanted);
  g_signal_emit (self, signals[SHOWN_CHANGED], 0);
}

static void
on_hidden (gpointer user_data)
{
  HearthPicture *self = user_data;

  self->hide_source = 0;
  tell (self);
}

static void
hearth_picture_get_property (GObject    *object,
                             guint       property,
                             GValue     *value,
                             GParamSpec *pspec)
{
  HearthPicture *self = HEARTH_PICTURE (object);

  switch (property)
    {
    case PROP_HAS_FRAME:
      g_value_set_boolean (value, self->has_frame);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_HEARD:
      g_value_set_boolean (value, self->heard);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
hearth_picture_dispose (GObject *object)
{
  hearth_picture_close (HEARTH_PICTURE (object));

  G_OBJECT_CLASS (hearth_picture_parent_class)->dispose (object);
}

static void
hearth_picture_finalize (GObject *object)
{
  HearthPicture *self = HEARTH_PICTURE (object);

  g_hash_table_unref (self->viewers);
  g_clear_object (&self->mailbox);
  hearth_pointer_clear (&self->pointer);

  G_OBJECT_CLASS (hearth_picture_parent_class)->finalize (object);
}

static void
hearth_picture_class_init (HearthPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_picture_get_property;
  object_class->dispose = hearth_picture_dispose;
  object_class->finalize = hearth_picture_finalize;

  properties[PROP_HAS_FRAME] = g_param_spec_boolean ("has-frame", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_HEARD] = g_param_spec_boolean ("heard", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SHOWN_CHANGED] = g_signal_new ("shown-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[POINTER_CHANGED] = g_signal_new ("pointer-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_picture_init (HearthPicture *self)
{
  self->viewers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

HearthPicture *
hearth_picture_new (HearthFrameMailbox *mailbox)
{
  HearthPicture *self;

  g_return_val_if_fail (HEARTH_IS_FRAME_MAILBOX (mailbox), NULL);

  self = g_object_new (HEARTH_TYPE_PICTURE, NULL);
  self->mailbox = g_object_ref (mailbox);
  /* At once; how large is told when it is on the screen. */
  set_wanted (self, TRUE);

  return self;
}

HearthFrameMailbox *
hearth_picture_get_mailbox (HearthPicture *self)
{
  g_return_val_if_fail (HEARTH_IS_PICTURE (self), NULL);

  return self->mailbox;
}

gboolean
hearth_picture_has_frame (HearthPicture *self)
{
  g_return_val_if_fail (HEARTH_IS_PICTURE (self), FALSE);

  return self->has_frame;
}

gboolean
hearth_picture_is_paused (HearthPicture *self)
{
  g_return_val_if_fail (HEARTH_IS_PICTURE (self), FALSE);

  return self->paused;
}

void
hearth_picture_set_paused (HearthPicture *self,
                           gboolean       paused)
{
  g_return_if_fail (HEARTH_IS_PICTURE (self));

  paused = !!paused;
  if (self->paused == paused)
    return;

  self->paused = paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

gboolean
hearth_picture_is_heard (HearthPicture *self)
{
  g_return_val_if_fail (HEARTH_IS_PICTURE (self), FALSE);

  return self->heard;
}

void
hearth_picture_set_heard (HearthPicture *self,
                          gboolean       heard)
{
  g_return_if_fail (HEARTH_IS_PICTURE (self));

  heard = !!heard;
  if (self->heard == heard)
    return;

  self->heard = heard;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEARD]);
}

const HearthPointer *
hearth_picture_get_pointer (HearthPicture *self)
{
  g_return_val_if_fail (HEARTH_IS_PICTURE (self), NULL);

  return &self->pointer;
}

void
hearth_picture_set_pointer (HearthPicture       *self,
                            const HearthPointer *pointer)
{
  g_return_if_fail (HEARTH_IS_PICTURE (self));

  if (hearth_pointer_set (&self->pointer, pointer) && !self->closed)
    g_signal_emit (self, signals[POINTER_CHANGED], 0);
}

void
hearth_picture_show (HearthPicture *self,
                     gconstpointer  viewer,
                     guint          width,
                     guint          height,
                     gboolean       pinned)
{
  g_return_if_fail (HEARTH_IS_PICTURE (self));
  g_return_if_fail (viewer != NULL);

  if (self->closed)
    return;

  if (width > 0 && height > 0)
    {
      Shown *shown = g_new (Shown, 1);

      *shown = (Shown) { MIN (width, HEARTH_LIMIT_TILE_PIXELS), MIN (height, HEARTH_LIMIT_TILE_PIXELS), pinned };
      g_hash_table_insert (self->viewers, (gpointer) viewer, shown);
    }
  else
    {
      g_hash_table_remove (self->viewers, viewer);
    }

  g_clear_handle_id (&self->hide_source, g_source_remove);
  if (g_hash_table_size (self->viewers) > 0)
    tell (self);
  else
    self->hide_source = g_timeout_add_once (HIDE_MS, on_hidden, self);
}

gboolean
hearth_picture_get_shown (HearthPicture *self,
                          guint         *width,
                          guint         *height)
{
  g_return_val_if_fail (HEARTH_IS_PICTURE (self), FALSE);
  g_return_val_if_fail (width != NULL && height != NULL, FALSE);

  *width = self->shown.width;
  *height = self->shown.height;

  return self->shown.pinned;
}

gboolean
hearth_picture_is_wanted (HearthPicture *self)
{
  g_return_val_if_fail (HEARTH_IS_PICTURE (self), FALSE);

  return self->wanted;
}

void
hearth_picture_close (HearthPicture *self)
{
  g_return_if_fail (HEARTH_IS_PICTURE (self));

  self->closed = TRUE;
  g_clear_handle_id (&self->hide_source, g_source_remove);
  if (self->mailbox != NULL)
    g_signal_handlers_disconnect_by_data (self->mailbox, self);
}
