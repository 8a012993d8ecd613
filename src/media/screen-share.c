/* This person's shared screen: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/screen-share.h"

#include "base/main-thread.h"
#include "media/layered-encoder.h"
#include "media/media-error.h"
#include "media/screen-capture.h"
#include "media/screen-portal.h"

#define TEXT_RATE 5
#define MOTION_RATE 30

/* A compositor takes its pictures away first, and its portal says a few milliseconds later that this was the person's will. */
#define PORTAL_WORD_MS 1000

struct _HearthScreenShare
{
  GObject parent_instance;

  HearthLayeredEncoder *encoder;
  HearthVideoContent content;
  HearthScreenPortal *portal;   /* from being asked to the end */
  GCancellable *cancellable;    /* while being asked */
  gboolean restoring;           /* the same: by a token */
  gboolean paused;
  HearthScreenCapture *capture; /* from the answer to the end, unless paused */
  HearthScreenCapture *before;  /* of the same session, closed: what it knew of the pointer */
  GError *failure;              /* of the capture, while the portal may still say that it was no failure */
  guint failure_id;             /* the same */
  gboolean live;
  gboolean closed;
};

enum
{
  LIVE,
  POINTER_CHANGED,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthScreenShare, hearth_screen_share, G_TYPE_OBJECT)

static void
end (HearthScreenShare *self,
     const GError      *error)
{
  hearth_screen_share_stop (self);
  g_signal_emit (self, signals[ENDED], 0, error);
}

static void on_asked (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data);

static void
on_picture_on_streaming_thread (GstSample *picture,
                                gpointer   data)
{
  hearth_layered_encoder_push (HEARTH_SCREEN_SHARE (data)->encoder, picture);
}

static void
on_capture_live (HearthScreenCapture *capture,
                 int                  width,
                 int                  height,
                 HearthScreenShare   *self)
{
  g_debug ("A screen of %d×%d is shared", width, height);
  hearth_layered_encoder_set_size (self->encoder, width, height);
  if (self->live)
    return;

  self->live = TRUE;
  g_signal_emit (self, signals[LIVE], 0);
}

static void
on_pointer_changed (HearthScreenCapture *capture,
                    HearthScreenShare   *self)
{
  g_signal_emit (self, signals[POINTER_CHANGED], 0);
}

static void
stop_capture (HearthScreenShare *self)
{
  gboolean pointed = hearth_screen_share_get_pointer (self) != NULL;

  if (self->capture != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->capture, self);
      hearth_screen_capture_close (self->capture);
      g_set_object (&self->before, self->capture);
      g_clear_object (&self->capture);
    }
  if (self->encoder != NULL)
    hearth_layered_encoder_set_size (self->encoder, 0, 0);
  if (pointed)
    g_signal_emit (self, signals[POINTER_CHANGED], 0);
}

static void
on_portal_silent (gpointer data)
{
  HearthScreenShare *self = data;
  g_autoptr (GError) error = g_steal_pointer (&self->failure);

  self->failure_id = 0;
  end (self, error);
}

static void
on_capture_failed (HearthScreenCapture *capture,
                   const GError        *error,
                   HearthScreenShare   *self)
{
  g_debug ("The share failed: %s", error->message);
  if (!self->live)
    {
      end (self, error);
      return;
    }

  stop_capture (self);
  self->failure = g_error_copy (error);
  self->failure_id = g_timeout_add_once (PORTAL_WORD_MS, on_portal_silent, self);
}

static void
on_portal_closed (HearthScreenPortal *portal,
                  HearthScreenShare  *self)
{
  end (self, NULL);
}

static void
capture (HearthScreenShare *self)
{
  gboolean text = self->content == HEARTH_CONTENT_TEXT;
  g_autoptr (GError) error = NULL;
  guint64 serial = 0;
  guint32 node_id = 0;
  int fd = hearth_screen_portal_open_remote (self->portal, &serial, &node_id, &error);

  if (fd < 0)
    {
      end (self, error);
      return;
    }

  hearth_layered_encoder_set_content (self->encoder, self->content);
  self->capture = hearth_screen_capture_new (on_picture_on_streaming_thread, self);
  g_signal_connect_object (self->capture, "live", G_CALLBACK (on_capture_live), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->capture, "pointer-changed", G_CALLBACK (on_pointer_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->capture, "failed", G_CALLBACK (on_capture_failed), self, G_CONNECT_DEFAULT);
  if (self->before != NULL)
    hearth_screen_capture_learn_cursor (self->capture, self->before);
  hearth_screen_capture_open (self->capture, fd, serial, node_id,
                              text ? HEARTH_LIMIT_SHARE_TEXT_PIXELS : HEARTH_LIMIT_SHARE_MOTION_PIXELS,
                              text ? TEXT_RATE : MOTION_RATE);
}

static void
ask (HearthScreenShare *self,
     const char        *restore_token)
{
  self->restoring = restore_token != NULL;
  self->portal = hearth_screen_portal_new ();
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->portal, "closed", G_CALLBACK (on_portal_closed), self, G_CONNECT_DEFAULT);
  hearth_screen_portal_ask_async (self->portal, restore_token, self->cancellable, on_asked, g_object_ref (self));
}

static void
on_asked (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (HearthScreenShare) self = HEARTH_SCREEN_SHARE (user_data);
  HearthScreenPortal *portal = HEARTH_SCREEN_PORTAL (object);
  g_autoptr (GError) error = NULL;
  gboolean chosen = hearth_screen_portal_ask_finish (portal, result, &error);

  /* Given up in the meantime; perhaps another one is asked for already. */
  if (portal != self->portal)
    return;

  g_clear_object (&self->cancellable);
  if (!chosen && self->restoring && !g_error_matches (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_REFUSED))
    {
      g_debug ("The desktop does not share the same again: %s", error->message);
      hearth_screen_share_stop (self);
      ask (self, NULL);
    }
  else if (!chosen)
    end (self, error);
  else if (!self->paused)
    capture (self);
}

static void
hearth_screen_share_dispose (GObject *object)
{
  HearthScreenShare *self = HEARTH_SCREEN_SHARE (object);

  hearth_screen_share_close (self);
  g_clear_object (&self->encoder);

  G_OBJECT_CLASS (hearth_screen_share_parent_class)->dispose (object);
}

static void
hearth_screen_share_class_init (HearthScreenShareClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_screen_share_dispose;

  signals[LIVE] = g_signal_new ("live", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[POINTER_CHANGED] = g_signal_new ("pointer-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_screen_share_init (HearthScreenShare *self)
{
}

HearthScreenShare *
hearth_screen_share_new (GError **error)
{
  g_autoptr (HearthScreenShare) self = g_object_new (HEARTH_TYPE_SCREEN_SHARE, NULL);

  self->encoder = hearth_layered_encoder_new (error);
  if (self->encoder == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
hearth_screen_share_start (HearthScreenShare  *self,
                           HearthVideoContent  content,
                           const char         *restore_token)
{
  g_return_if_fail (HEARTH_IS_SCREEN_SHARE (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (content == HEARTH_CONTENT_TEXT || content == HEARTH_CONTENT_MOTION);

  if (self->closed)
    return;

  hearth_screen_share_stop (self);
  self->content = content;
  ask (self, restore_token);
}

char *
hearth_screen_share_get_restore_token (HearthScreenShare *self)
{
  g_return_val_if_fail (HEARTH_IS_SCREEN_SHARE (self), NULL);

  return self->portal != NULL ? hearth_screen_portal_get_restore_token (self->portal) : NULL;
}

static gboolean
is_chosen (HearthScreenShare *self)
{
  return self->portal != NULL && self->cancellable == NULL && self->failure == NULL;
}

void
hearth_screen_share_set_paused (HearthScreenShare *self,
                                gboolean           paused)
{
  g_return_if_fail (HEARTH_IS_SCREEN_SHARE (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  paused = !!paused;
  if (self->paused == paused)
    return;

  self->paused = paused;
  if (paused)
    stop_capture (self);
  else if (is_chosen (self))
    capture (self);
}

const HearthPointer *
hearth_screen_share_get_pointer (HearthScreenShare *self)
{
  const HearthPointer *pointer;

  g_return_val_if_fail (HEARTH_IS_SCREEN_SHARE (self), NULL);

  pointer = self->capture != NULL ? hearth_screen_capture_get_pointer (self->capture) : NULL;

  return pointer != NULL && pointer->shape != NULL ? pointer : NULL;
}

void
hearth_screen_share_stop (HearthScreenShare *self)
{
  g_return_if_fail (HEARTH_IS_SCREEN_SHARE (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  stop_capture (self);
  g_clear_object (&self->before);
  g_clear_handle_id (&self->failure_id, g_source_remove);
  g_clear_error (&self->failure);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->portal != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->portal, self);
      hearth_screen_portal_close (self->portal);
      g_clear_object (&self->portal);
    }
  self->live = FALSE;
}

HearthLayeredSource *
hearth_screen_share_get_source (HearthScreenShare *self)
{
  g_return_val_if_fail (HEARTH_IS_SCREEN_SHARE (self), NULL);

  return HEARTH_LAYERED_SOURCE (self->encoder);
}

void
hearth_screen_share_close (HearthScreenShare *self)
{
  g_return_if_fail (HEARTH_IS_SCREEN_SHARE (self));

  self->closed = TRUE;
  hearth_screen_share_stop (self);
  if (self->encoder != NULL)
    hearth_layered_encoder_close (self->encoder);
}
