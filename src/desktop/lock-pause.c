/* Whoever locks the screen goes away from it: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desktop/lock-pause.h"

struct _HearthLockPause
{
  GObject parent_instance;

  HearthCall *call;
  HearthSessionMonitor *monitor;
  gboolean camera; /* is to come back */
};

G_DEFINE_FINAL_TYPE (HearthLockPause, hearth_lock_pause, G_TYPE_OBJECT)

static void
on_locked_changed (HearthLockPause *self)
{
  gboolean camera = self->camera;

  hearth_sharing_set_paused (hearth_call_get_sharing (self->call), hearth_session_monitor_is_locked (self->monitor));
  if (hearth_session_monitor_is_locked (self->monitor))
    {
      /* Nobody says whether a key that is held then is ever released here. */
      hearth_push_to_talk_release (hearth_call_get_push_to_talk (self->call), HEARTH_TALK_KEY_DESKTOP);
      self->camera = hearth_call_get_camera_on (self->call);
      if (self->camera)
        hearth_call_set_camera_on (self->call, FALSE);
      return;
    }

  self->camera = FALSE;
  if (camera)
    hearth_call_set_camera_on (self->call, TRUE);
}

/* What was switched off by others stays off. */
static void
on_deed (HearthLockPause *self,
         HearthDeed      *deed)
{
  if (deed->to_self)
    self->camera = FALSE;
}

static void
on_state_changed (HearthLockPause *self)
{
  if (hearth_call_get_state (self->call) == HEARTH_CALL_IDLE)
    self->camera = FALSE;
}

static void
hearth_lock_pause_dispose (GObject *object)
{
  HearthLockPause *self = HEARTH_LOCK_PAUSE (object);

  g_clear_object (&self->call);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (hearth_lock_pause_parent_class)->dispose (object);
}

static void
hearth_lock_pause_class_init (HearthLockPauseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_lock_pause_dispose;
}

static void
hearth_lock_pause_init (HearthLockPause *self)
{
}

HearthLockPause *
hearth_lock_pause_new (HearthCall           *call,
                       HearthSessionMonitor *monitor)
{
  HearthLockPause *self;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);
  g_return_val_if_fail (HEARTH_IS_SESSION_MONITOR (monitor), NULL);

  self = g_object_new (HEARTH_TYPE_LOCK_PAUSE, NULL);
  self->call = g_object_ref (call);
  self->monitor = g_object_ref (monitor);
  g_signal_connect_object (monitor, "notify::locked", G_CALLBACK (on_locked_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "deed", G_CALLBACK (on_deed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);

  return self;
}
