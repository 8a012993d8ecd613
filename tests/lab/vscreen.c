/* vscreen NAME DESCRIPTION: a virtual screen in the PipeWire of XDG_RUNTIME_DIR, as a compositor casts one, until SIGTERM.
 *
 * 640×360 in the middle of larger buffers, BGRx, thirty pictures a second, and between any two of them a buffer that tells only of the
 * pointer. That goes round: from left to right in two seconds, at half the height, and then it is hidden for half a second. What it looks like
 * (24×24, red, pointing with its pixel 3, 5) is said with the first buffer that anybody reads, and never again. Prints "ready" once
 * applications can see it, "on" and "off" when somebody begins and ends to read it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <glib.h>
#include <pipewire/pipewire.h>
#include <spa/param/video/format-utils.h>

#define WIDTH 640
#define HEIGHT 360
#define MARGIN 8
#define STRIDE ((WIDTH + 2 * MARGIN) * 4)
#define SIDE 24
#define CURSOR_BYTES (sizeof (struct spa_meta_cursor) + sizeof (struct spa_meta_bitmap) + SIDE * SIDE * 4)

/* Buffers. */
#define PER_SECOND 60
#define SHOWN (2 * PER_SECOND)
#define ROUND (SHOWN + PER_SECOND / 2)

typedef struct
{
  struct pw_main_loop *loop;
  struct pw_stream *stream;
  struct spa_source *timer;
  guint tick;
  gboolean shape_told;
  gboolean announced;
  gboolean on;
} Screen;

static void
say (const char *text)
{
  puts (text);
  fflush (stdout);
}

/* A bar that moves over something light. */
static void
draw (const Screen    *screen,
      struct spa_data *plane)
{
  guint8 *pixels = plane->data;
  guint bar = screen->tick % WIDTH;

  memset (pixels, 0xd0, STRIDE * (HEIGHT + 2 * MARGIN));
  for (guint y = 0; y < HEIGHT; y++)
    memset (pixels + (gsize) (y + MARGIN) * STRIDE + 4 * (gsize) (bar + MARGIN), 0x20, 4);
}

static void
tell_shape (struct spa_meta_cursor *cursor)
{
  struct spa_meta_bitmap *bitmap = SPA_PTROFF (cursor, sizeof *cursor, struct spa_meta_bitmap);
  guint8 *pixels = SPA_PTROFF (bitmap, sizeof *bitmap, guint8);

  cursor->bitmap_offset = sizeof *cursor;
  cursor->hotspot = SPA_POINT (3, 5);
  bitmap->format = SPA_VIDEO_FORMAT_BGRA;
  bitmap->size = SPA_RECTANGLE (SIDE, SIDE);
  bitmap->stride = SIDE * 4;
  bitmap->offset = sizeof *bitmap;
  for (guint i = 0; i < SIDE * SIDE; i++)
    memcpy (pixels + 4 * (gsize) i, "\x00\x00\xff\xff", 4);
}

static void
tell_cursor (Screen            *screen,
             struct spa_buffer *buffer)
{
  struct spa_meta_cursor *cursor = spa_buffer_find_meta_data (buffer, SPA_META_Cursor, CURSOR_BYTES);
  guint step = screen->tick % ROUND;

  if (cursor == NULL)
    return;

  memset (cursor, 0, sizeof *cursor);
  if (step >= SHOWN)
    return;

  cursor->id = 1;
  cursor->position = SPA_POINT (MARGIN + (int32_t) (step * WIDTH / SHOWN), MARGIN + HEIGHT / 2);
  if (!screen->shape_told)
    tell_shape (cursor);
  screen->shape_told = TRUE;
}

static void
on_process (void *data)
{
  Screen *screen = data;
  struct pw_buffer *buffer = pw_stream_dequeue_buffer (screen->stream);
  struct spa_meta_header *header;
  struct spa_meta_region *crop;
  struct spa_data *plane;

  if (buffer == NULL)
    return;

  plane = &buffer->buffer->datas[0];
  plane->chunk->offset = 0;
  plane->chunk->stride = STRIDE;
  plane->chunk->size = 0;
  plane->chunk->flags = SPA_CHUNK_FLAG_CORRUPTED;
  header = spa_buffer_find_meta_data (buffer->buffer, SPA_META_Header, sizeof *header);
  if (header != NULL)
    *header = (struct spa_meta_header) { .pts = g_get_monotonic_time () * 1000, .seq = screen->tick };
  if (plane->data != NULL && screen->tick % 2 == 0)
    {
      draw (screen, plane);
      plane->chunk->size = STRIDE * (HEIGHT + 2 * MARGIN);
      plane->chunk->flags = SPA_CHUNK_FLAG_NONE;
      crop = spa_buffer_find_meta_data (buffer->buffer, SPA_META_VideoCrop, sizeof *crop);
      if (crop != NULL)
        crop->region = SPA_REGION (MARGIN, MARGIN, WIDTH, HEIGHT);
    }
  tell_cursor (screen, buffer->buffer);
  screen->tick++;
  pw_stream_queue_buffer (screen->stream, buffer);
}

static void
on_time_for_a_buffer (void     *data,
                      uint64_t  expirations)
{
  pw_stream_trigger_process (((Screen *) data)->stream);
}

static void
switch_on (Screen   *screen,
           gboolean  on)
{
  struct timespec soon = { 0, on ? 1 : 0 };
  struct timespec every = { 0, on ? 1000000000 / PER_SECOND : 0 };

  if (screen->on == on)
    return;

  screen->on = on;
  pw_loop_update_timer (pw_main_loop_get_loop (screen->loop), screen->timer, &soon, &every, FALSE);
  say (on ? "on" : "off");
}

static void
on_state_changed (void                *data,
                  enum pw_stream_state old,
                  enum pw_stream_state state,
                  const char          *error)
{
  Screen *screen = data;

  if (state == PW_STREAM_STATE_PAUSED && !screen->announced)
    {
      screen->announced = TRUE;
      say ("ready");
    }
  switch_on (screen, state == PW_STREAM_STATE_STREAMING);
  if (state == PW_STREAM_STATE_ERROR || (state == PW_STREAM_STATE_UNCONNECTED && screen->announced))
    pw_main_loop_quit (screen->loop);
}

static const struct spa_pod *
build_meta (struct spa_pod_builder *builder,
            guint32                 type,
            gsize                   size)
{
  return spa_pod_builder_add_object (builder, SPA_TYPE_OBJECT_ParamMeta, SPA_PARAM_Meta,
                                     SPA_PARAM_META_type, SPA_POD_Id (type),
                                     SPA_PARAM_META_size, SPA_POD_Int ((int) size));
}

static void
on_param_changed (void                 *data,
                  uint32_t              id,
                  const struct spa_pod *param)
{
  Screen *screen = data;
  uint8_t space[1024];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (space, sizeof space);
  const struct spa_pod *params[4];

  if (param == NULL || id != SPA_PARAM_Format)
    return;

  params[0] = spa_pod_builder_add_object (&builder, SPA_TYPE_OBJECT_ParamBuffers, SPA_PARAM_Buffers,
                                          SPA_PARAM_BUFFERS_buffers, SPA_POD_CHOICE_RANGE_Int (8, 2, 8),
                                          SPA_PARAM_BUFFERS_blocks, SPA_POD_Int (1),
                                          SPA_PARAM_BUFFERS_size, SPA_POD_Int (STRIDE * (HEIGHT + 2 * MARGIN)),
                                          SPA_PARAM_BUFFERS_stride, SPA_POD_Int (STRIDE));
  params[1] = build_meta (&builder, SPA_META_Header, sizeof (struct spa_meta_header));
  params[2] = build_meta (&builder, SPA_META_VideoCrop, sizeof (struct spa_meta_region));
  params[3] = build_meta (&builder, SPA_META_Cursor, CURSOR_BYTES);
  pw_stream_update_params (screen->stream, params, G_N_ELEMENTS (params));
}

static const struct pw_stream_events stream_events = {
  PW_VERSION_STREAM_EVENTS,
  .state_changed = on_state_changed,
  .param_changed = on_param_changed,
  .process = on_process,
};

static void
on_signal (void *data,
           int   number)
{
  pw_main_loop_quit (((Screen *) data)->loop);
}

static int
plug_in (Screen *screen)
{
  uint8_t space[1024];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (space, sizeof space);
  const struct spa_pod *format =
    spa_pod_builder_add_object (&builder, SPA_TYPE_OBJECT_Format, SPA_PARAM_EnumFormat,
                                SPA_FORMAT_mediaType, SPA_POD_Id (SPA_MEDIA_TYPE_video),
                                SPA_FORMAT_mediaSubtype, SPA_POD_Id (SPA_MEDIA_SUBTYPE_raw),
                                SPA_FORMAT_VIDEO_format, SPA_POD_Id (SPA_VIDEO_FORMAT_BGRx),
                                SPA_FORMAT_VIDEO_size, SPA_POD_Rectangle (&SPA_RECTANGLE (WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN)),
                                SPA_FORMAT_VIDEO_framerate, SPA_POD_Fraction (&SPA_FRACTION (0, 1)),
                                SPA_FORMAT_VIDEO_maxFramerate,
                                SPA_POD_CHOICE_RANGE_Fraction (&SPA_FRACTION (60, 1), &SPA_FRACTION (1, 1), &SPA_FRACTION (60, 1)));

  return pw_stream_connect (screen->stream, PW_DIRECTION_OUTPUT, PW_ID_ANY,
                            PW_STREAM_FLAG_DRIVER | PW_STREAM_FLAG_MAP_BUFFERS, &format, 1);
}

int
main (int    argc,
      char **argv)
{
  Screen screen = { 0 };
  struct pw_loop *loop;
  int result;

  setlocale (LC_ALL, "");
  if (argc != 3)
    {
      g_printerr ("vscreen: NAME and DESCRIPTION, please\n");
      return 2;
    }

  pw_init (NULL, NULL);
  screen.loop = pw_main_loop_new (NULL);
  loop = pw_main_loop_get_loop (screen.loop);
  pw_loop_add_signal (loop, SIGTERM, on_signal, &screen);
  pw_loop_add_signal (loop, SIGINT, on_signal, &screen);
  screen.timer = pw_loop_add_timer (loop, on_time_for_a_buffer, &screen);
  screen.stream = pw_stream_new_simple (loop, argv[1],
                                        pw_properties_new (PW_KEY_MEDIA_CLASS, "Video/Source",
                                                           PW_KEY_MEDIA_ROLE, "Screen",
                                                           PW_KEY_NODE_NAME, argv[1],
                                                           PW_KEY_NODE_DESCRIPTION, argv[2],
                                                           NULL),
                                        &stream_events, &screen);
  result = screen.stream != NULL ? plug_in (&screen) : -errno;
  if (result >= 0)
    pw_main_loop_run (screen.loop);
  else
    g_printerr ("vscreen: %s\n", g_strerror (-result));

  g_clear_pointer (&screen.stream, pw_stream_destroy);
  pw_main_loop_destroy (screen.loop);
  pw_deinit ();

  return result >= 0 ? 0 : 1;
}
