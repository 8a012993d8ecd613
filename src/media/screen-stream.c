/* One connection to a compositor's pictures: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/screen-stream.h"

#include <pipewire/pipewire.h>
#include <spa/param/video/format-utils.h>

#include "base/main-thread.h"
#include "media/media-error.h"
#include "media/pipewire-remote.h"

/* How often a compositor is asked to say something at most, the pointer included: a screen of 144 Hz would have it copy what nobody sends. */
#define BUFFERS_PER_SECOND 30

/* How much earlier than it should a picture may come: a compositor's clock is not ours, and each would wait for the next one. */
#define EARLY_US 5000

struct _HearthScreenStream
{
  const HearthScreenStreamFuncs *funcs;
  gpointer data;
  gint64 distance; /* µs between two pictures at least */

  struct pw_thread_loop *loop;
  struct pw_context *context;
  struct pw_core *core;
  struct pw_stream *stream;
  struct spa_hook listener;
  struct spa_source *timer;

  /* Of its own thread. */
  GstVideoInfo info;
  GstCaps *caps;             /* NULL before a format is agreed on */
  struct pw_buffer *waiting; /* the latest picture that nobody has had */
  gint64 pictured_at;        /* µs, monotonic: the last one; 0: none yet */
  gint64 spoken_at;          /* the same: or the last silence */
  HearthScreenCursor cursor;
  gboolean failed;
};

/* --- When ---------------------------------------------------------------------------------------------------------------- */

static void
set_timer (HearthScreenStream *self,
           gint64              due_at)
{
  gint64 wait = MAX (1, due_at - g_get_monotonic_time ());
  struct timespec value = { .tv_sec = wait / G_USEC_PER_SEC, .tv_nsec = wait % G_USEC_PER_SEC * 1000 };

  pw_loop_update_timer (pw_thread_loop_get_loop (self->loop), self->timer, &value, NULL, FALSE);
}

static void
take_waiting (HearthScreenStream *self,
              gint64              now)
{
  g_autoptr (GstSample) picture = hearth_screen_buffer_wrap (self->waiting->buffer, &self->info, self->caps);

  if (picture != NULL)
    {
      self->pictured_at = self->spoken_at = now;
      self->funcs->picture (picture, self->data);
    }
  pw_stream_queue_buffer (self->stream, g_steal_pointer (&self->waiting));
}

/* Whatever is due. */
static void
look (HearthScreenStream *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->waiting != NULL && now - self->pictured_at >= self->distance)
    take_waiting (self, now);
  else if (self->waiting == NULL && self->pictured_at != 0 && now - self->spoken_at >= HEARTH_SCREEN_SILENCE_MS * 1000)
    {
      self->spoken_at = now;
      self->funcs->silence (self->data);
    }

  if (self->waiting != NULL)
    set_timer (self, self->pictured_at + self->distance);
  else if (self->pictured_at != 0)
    set_timer (self, self->spoken_at + HEARTH_SCREEN_SILENCE_MS * 1000);
}

static void
on_timer (void     *data,
          uint64_t  expirations)
{
  HearthScreenStream *self = data;

  if (!self->failed)
    look (self);
}

/* --- What comes ---------------------------------------------------------------------------------------------------------- */

static void
on_process (void *data)
{
  HearthScreenStream *self = data;
  struct pw_buffer *buffer;
  gboolean pointed = FALSE;

  while ((buffer = pw_stream_dequeue_buffer (self->stream)) != NULL)
    {
      /* Of each: how the pointer looks is said once. */
      pointed |= hearth_screen_buffer_read_cursor (buffer->buffer, &self->cursor);
      if (self->caps != NULL && !self->failed && hearth_screen_buffer_has_picture (buffer->buffer, &self->info))
        SPA_SWAP (self->waiting, buffer);
      if (buffer != NULL)
        pw_stream_queue_buffer (self->stream, buffer);
    }

  if (self->failed)
    return;
  if (pointed)
    self->funcs->cursor (&self->cursor, self->data);
  look (self);
}

/* Its memory goes. */
static void
on_remove_buffer (void             *data,
                  struct pw_buffer *buffer)
{
  HearthScreenStream *self = data;

  if (self->waiting == buffer)
    self->waiting = NULL;
}

static void
fail (HearthScreenStream *self,
      const char         *reason)
{
  g_autoptr (GError) error = NULL;

  if (self->failed)
    return;

  self->failed = TRUE;
  error = g_error_new (HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE, "The screen is not given any more: %s", reason);
  self->funcs->failed (error, self->data);
}

static void
on_state_changed (void                *data,
                  enum pw_stream_state old,
                  enum pw_stream_state state,
                  const char          *error)
{
  g_debug ("The stream of a screen is %s%s%s", pw_stream_state_as_string (state), error != NULL ? ": " : "", error != NULL ? error : "");
  if (state == PW_STREAM_STATE_ERROR || state == PW_STREAM_STATE_UNCONNECTED)
    fail (data, error != NULL ? error : "PipeWire has gone");
}

/* --- What is agreed on --------------------------------------------------------------------------------------------------- */

static void
ask_for_buffers (HearthScreenStream *self)
{
  uint8_t space[1024];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (space, sizeof space);
  const struct spa_pod *params[] = {
    /* In memory that can be read here. */
    spa_pod_builder_add_object (&builder, SPA_TYPE_OBJECT_ParamBuffers, SPA_PARAM_Buffers,
                                SPA_PARAM_BUFFERS_dataType,
                                SPA_POD_CHOICE_FLAGS_Int ((1 << SPA_DATA_MemFd) | (1 << SPA_DATA_MemPtr))),
    spa_pod_builder_add_object (&builder, SPA_TYPE_OBJECT_ParamMeta, SPA_PARAM_Meta,
                                SPA_PARAM_META_type, SPA_POD_Id (SPA_META_Header),
                                SPA_PARAM_META_size, SPA_POD_Int (sizeof (struct spa_meta_header))),
    spa_pod_builder_add_object (&builder, SPA_TYPE_OBJECT_ParamMeta, SPA_PARAM_Meta,
                                SPA_PARAM_META_type, SPA_POD_Id (SPA_META_VideoCrop),
                                SPA_PARAM_META_size, SPA_POD_Int (sizeof (struct spa_meta_region))),
    spa_pod_builder_add_object (&builder, SPA_TYPE_OBJECT_ParamMeta, SPA_PARAM_Meta,
                                SPA_PARAM_META_type, SPA_POD_Id (SPA_META_Cursor),
                                SPA_PARAM_META_size,
                                SPA_POD_CHOICE_RANGE_Int (HEARTH_SCREEN_CURSOR_BYTES (64), HEARTH_SCREEN_CURSOR_BYTES (1),
                                                          HEARTH_SCREEN_CURSOR_BYTES (HEARTH_SCREEN_CURSOR_PIXELS))),
  };

  pw_stream_update_params (self->stream, params, G_N_ELEMENTS (params));
}

/* A window that changes its size is another format in the same stream. */
static void
on_param_changed (void                 *data,
                  uint32_t              id,
                  const struct spa_pod *param)
{
  HearthScreenStream *self = data;
  struct spa_video_info_raw format = { 0 };
  GstVideoFormat known;

  if (param == NULL || id != SPA_PARAM_Format)
    return;

  gst_clear_caps (&self->caps);
  if (spa_format_video_raw_parse (param, &format) < 0)
    return;

  known = hearth_screen_buffer_get_format (format.format);
  if (known == GST_VIDEO_FORMAT_UNKNOWN || format.size.width == 0 || format.size.height == 0
      || format.size.width > HEARTH_SCREEN_PIXELS || format.size.height > HEARTH_SCREEN_PIXELS)
    {
      g_debug ("A screen of a kind that cannot be read: format %u, %u×%u", format.format, format.size.width, format.size.height);
      return;
    }

  gst_video_info_set_format (&self->info, known, format.size.width, format.size.height);
  self->caps = gst_video_info_to_caps (&self->info);
  ask_for_buffers (self);
}

static const struct pw_stream_events stream_events = {
  PW_VERSION_STREAM_EVENTS,
  .state_changed = on_state_changed,
  .param_changed = on_param_changed,
  .remove_buffer = on_remove_buffer,
  .process = on_process,
};

/* @limited: with the rate that we wish for; not every compositor can be wished anything from. */
static const struct spa_pod *
build_format (struct spa_pod_builder *builder,
              gboolean                limited)
{
  struct spa_pod_frame frame;

  spa_pod_builder_push_object (builder, &frame, SPA_TYPE_OBJECT_Format, SPA_PARAM_EnumFormat);
  spa_pod_builder_add (builder,
                       SPA_FORMAT_mediaType, SPA_POD_Id (SPA_MEDIA_TYPE_video),
                       SPA_FORMAT_mediaSubtype, SPA_POD_Id (SPA_MEDIA_SUBTYPE_raw),
                       SPA_FORMAT_VIDEO_format,
                       SPA_POD_CHOICE_ENUM_Id (11, SPA_VIDEO_FORMAT_BGRx,
                                               SPA_VIDEO_FORMAT_BGRx, SPA_VIDEO_FORMAT_BGRA, SPA_VIDEO_FORMAT_RGBx,
                                               SPA_VIDEO_FORMAT_RGBA, SPA_VIDEO_FORMAT_xRGB, SPA_VIDEO_FORMAT_ARGB,
                                               SPA_VIDEO_FORMAT_xBGR, SPA_VIDEO_FORMAT_ABGR, SPA_VIDEO_FORMAT_RGB,
                                               SPA_VIDEO_FORMAT_BGR),
                       SPA_FORMAT_VIDEO_size,
                       SPA_POD_CHOICE_RANGE_Rectangle (&SPA_RECTANGLE (1920, 1080), &SPA_RECTANGLE (1, 1),
                                                       &SPA_RECTANGLE (HEARTH_SCREEN_PIXELS, HEARTH_SCREEN_PIXELS)),
                       SPA_FORMAT_VIDEO_framerate,
                       SPA_POD_CHOICE_RANGE_Fraction (&SPA_FRACTION (0, 1), &SPA_FRACTION (0, 1), &SPA_FRACTION (1000, 1)),
                       0);
  if (limited)
    spa_pod_builder_add (builder,
                         SPA_FORMAT_VIDEO_maxFramerate,
                         SPA_POD_CHOICE_RANGE_Fraction (&SPA_FRACTION (BUFFERS_PER_SECOND, 1), &SPA_FRACTION (1, 1),
                                                        &SPA_FRACTION (BUFFERS_PER_SECOND, 1)),
                         0);

  return spa_pod_builder_pop (builder, &frame);
}

/* --- The connection ------------------------------------------------------------------------------------------------------ */

/* The loop is locked. */
static gboolean
connect_stream (HearthScreenStream *self,
                guint64             serial,
                guint32             node_id)
{
  uint8_t space[4096];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (space, sizeof space);
  const struct spa_pod *formats[2];
  /* What was chosen and nothing in its place. */
  struct pw_properties *properties = pw_properties_new (PW_KEY_MEDIA_TYPE, "Video",
                                                        PW_KEY_MEDIA_CATEGORY, "Capture",
                                                        PW_KEY_MEDIA_ROLE, "Screen",
                                                        PW_KEY_NODE_DONT_RECONNECT, "true",
                                                        "node.dont-fallback", "true",
                                                        NULL);

  if (serial != 0)
    pw_properties_setf (properties, PW_KEY_TARGET_OBJECT, "%" G_GUINT64_FORMAT, serial);
  self->stream = pw_stream_new (self->core, "Hearth", properties);
  if (self->stream == NULL)
    return FALSE;

  pw_stream_add_listener (self->stream, &self->listener, &stream_events, self);
  formats[0] = build_format (&builder, TRUE);
  formats[1] = build_format (&builder, FALSE);

  return pw_stream_connect (self->stream, PW_DIRECTION_INPUT, serial != 0 ? PW_ID_ANY : node_id,
                            PW_STREAM_FLAG_AUTOCONNECT | PW_STREAM_FLAG_MAP_BUFFERS, formats, G_N_ELEMENTS (formats)) >= 0;
}

/* The loop is locked. */
static gboolean
begin (HearthScreenStream *self,
       int                 remote_fd,
       guint64             serial,
       guint32             node_id)
{
  self->timer = pw_loop_add_timer (pw_thread_loop_get_loop (self->loop), on_timer, self);
  /* It closes the descriptor, be it connected or not. */
  self->core = pw_context_connect_fd (self->context, remote_fd,
                                      pw_properties_new (PW_KEY_APP_NAME, "Hearth", NULL), 0);

  return self->timer != NULL && self->core != NULL && connect_stream (self, serial, node_id);
}

static gboolean
start (HearthScreenStream  *self,
       int                  remote_fd,
       guint64              serial,
       guint32              node_id,
       GError             **error)
{
  gboolean begun;

  self->loop = pw_thread_loop_new ("hearth-screen", NULL);
  /* Nothing here is worth more than other people's sound. */
  if (self->loop != NULL)
    self->context = pw_context_new (pw_thread_loop_get_loop (self->loop), pw_properties_new ("module.rt", "false", NULL), 0);
  if (self->context == NULL)
    {
      hearth_pipewire_remote_close (remote_fd);
      g_set_error (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE, "There is no PipeWire: %s", g_strerror (errno));
      return FALSE;
    }

  pw_thread_loop_lock (self->loop);
  begun = begin (self, remote_fd, serial, node_id) && pw_thread_loop_start (self->loop) >= 0;
  if (!begun)
    g_set_error (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE, "PipeWire refuses: %s", g_strerror (errno));
  pw_thread_loop_unlock (self->loop);

  return begun;
}

HearthScreenStream *
hearth_screen_stream_new (int                            remote_fd,
                          guint64                        serial,
                          guint32                        node_id,
                          guint                          max_rate,
                          const HearthScreenCursor      *cursor,
                          const HearthScreenStreamFuncs *funcs,
                          gpointer                       data,
                          GError                       **error)
{
  HearthScreenStream *self;

  g_return_val_if_fail (remote_fd >= 0 && max_rate > 0, NULL);
  g_return_val_if_fail (funcs != NULL, NULL);
  g_return_val_if_fail (hearth_main_thread_is_current (), NULL);

  /* Counted by libpipewire, and never undone: GStreamer's plugin holds it for the life of the process as well. */
  pw_init (NULL, NULL);

  self = g_new0 (HearthScreenStream, 1);
  self->funcs = funcs;
  self->data = data;
  self->distance = MAX (0, G_USEC_PER_SEC / (gint64) max_rate - EARLY_US);
  hearth_screen_cursor_copy (&self->cursor, cursor);
  self->cursor.visible = FALSE;
  if (start (self, remote_fd, serial, node_id, error))
    return self;

  hearth_screen_stream_close (self);

  return NULL;
}

void
hearth_screen_stream_close (HearthScreenStream *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (hearth_main_thread_is_current ());

  if (self->loop != NULL)
    {
      pw_thread_loop_lock (self->loop);
      self->failed = TRUE;
      g_clear_pointer (&self->stream, pw_stream_destroy);
      if (self->core != NULL)
        pw_core_disconnect (self->core);
      if (self->timer != NULL)
        pw_loop_destroy_source (pw_thread_loop_get_loop (self->loop), self->timer);
      pw_thread_loop_unlock (self->loop);
      pw_thread_loop_stop (self->loop);
    }
  g_clear_pointer (&self->context, pw_context_destroy);
  g_clear_pointer (&self->loop, pw_thread_loop_destroy);
  gst_clear_caps (&self->caps);
  hearth_screen_cursor_clear (&self->cursor);
  g_free (self);
}
