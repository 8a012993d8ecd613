/* vcam [--seed=N | --jpeg] NAME DESCRIPTION: a virtual camera in the PipeWire of XDG_RUNTIME_DIR, until SIGTERM ("unplugged").
 *
 * 1280×720, 640×360 and 320×180, YUY2, at 30 or 15 pictures a second, chosen by the first reader, as with a real camera; with --jpeg
 * always the same still (lab-jpeg.h), as cameras send it that have too little of a bus. Prints "ready" once applications can see it, "on WIDTHxHEIGHT" when its light would go on and "off" when it would go out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <signal.h>
#include <stdio.h>

#include <pipewire/pipewire.h>
#include <spa/param/video/format-utils.h>

#include "lab-jpeg.h"
#include "lab-picture.h"

static const struct spa_rectangle sizes[] = { { 640, 360 }, { 1280, 720 }, { 320, 180 } };

#define N_SIZES G_N_ELEMENTS (sizes)

typedef struct
{
  struct pw_main_loop *loop;
  struct pw_stream *stream;
  struct spa_source *timer;
  struct spa_video_info_raw format;
  LabPicture *pictures[N_SIZES]; /* either these */
  GBytes *stills[N_SIZES];       /* or these */
  guint64 sequence;
  gboolean announced;
  gboolean on;
} Camera;

static void
say (const char *format,
     ...)
{
  va_list arguments;

  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  putchar ('\n');
  fflush (stdout);
}

/* Returns: which of the sizes was chosen, N_SIZES for none */
static gsize
get_size (Camera *camera)
{
  gsize i = 0;

  while (i < N_SIZES && (sizes[i].width != camera->format.size.width || sizes[i].height != camera->format.size.height))
    i++;

  return i;
}

static void
draw (Camera          *camera,
      gsize            size,
      struct spa_data *plane,
      gint64           now)
{
  int stride = (int) camera->format.size.width * 2;

  plane->chunk->offset = 0;
  if (camera->stills[size] != NULL)
    {
      plane->chunk->size = (uint32_t) g_bytes_get_size (camera->stills[size]);
      plane->chunk->stride = 0;
      memcpy (plane->data, g_bytes_get_data (camera->stills[size], NULL), plane->chunk->size);
      return;
    }

  lab_picture_draw (camera->pictures[size], plane->data, stride, now);
  plane->chunk->size = (uint32_t) stride * camera->format.size.height;
  plane->chunk->stride = stride;
}

static void
on_process (void *data)
{
  Camera *camera = data;
  gsize size = get_size (camera);
  struct pw_buffer *buffer = pw_stream_dequeue_buffer (camera->stream);
  gint64 now = g_get_monotonic_time ();

  if (buffer == NULL)
    return;

  if (buffer->buffer->datas[0].data != NULL && size < N_SIZES)
    {
      struct spa_meta_header *header = spa_buffer_find_meta_data (buffer->buffer, SPA_META_Header, sizeof *header);

      if (header != NULL)
        *header = (struct spa_meta_header) { .pts = now * 1000, .seq = camera->sequence };
      draw (camera, size, &buffer->buffer->datas[0], now);
      camera->sequence++;
    }

  pw_stream_queue_buffer (camera->stream, buffer);
}

static void
on_time_for_a_picture (void    *data,
                       uint64_t expirations)
{
  Camera *camera = data;

  pw_stream_trigger_process (camera->stream);
}

static void
switch_on (Camera  *camera,
           gboolean on)
{
  struct pw_loop *loop = pw_main_loop_get_loop (camera->loop);
  const struct spa_fraction *rate = &camera->format.framerate;
  long interval = rate->num > 0 ? 1000000000L * rate->denom / rate->num : 1000000000L / 30;
  struct timespec soon = { 0, on ? 1 : 0 };
  struct timespec every = { 0, on ? interval : 0 };

  if (camera->on == on)
    return;

  camera->on = on;
  pw_loop_update_timer (loop, camera->timer, &soon, &every, FALSE);
  if (on)
    say ("on %ux%u", camera->format.size.width, camera->format.size.height);
  else
    say ("off");
}

static void
on_state_changed (void                *data,
                  enum pw_stream_state old,
                  enum pw_stream_state state,
                  const char          *error)
{
  Camera *camera = data;

  if (state == PW_STREAM_STATE_PAUSED && !camera->announced)
    {
      camera->announced = TRUE;
      say ("ready");
    }
  switch_on (camera, state == PW_STREAM_STATE_STREAMING);
  if (state == PW_STREAM_STATE_ERROR || (state == PW_STREAM_STATE_UNCONNECTED && camera->announced))
    pw_main_loop_quit (camera->loop);
}

static gboolean
parse_format (Camera               *camera,
              const struct spa_pod *param)
{
  struct spa_video_info_mjpg jpeg;

  if (camera->stills[0] == NULL)
    return spa_format_video_raw_parse (param, &camera->format) >= 0;
  if (spa_format_video_mjpg_parse (param, &jpeg) < 0)
    return FALSE;

  camera->format.size = jpeg.size;
  camera->format.framerate = jpeg.framerate;

  return TRUE;
}

static void
on_param_changed (void                 *data,
                  uint32_t              id,
                  const struct spa_pod *param)
{
  Camera *camera = data;
  uint8_t space[1024];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (space, sizeof space);
  const struct spa_pod *params[2];
  int stride, size;

  if (param == NULL || id != SPA_PARAM_Format || !parse_format (camera, param))
    return;

  /* No still is as large as the same as raw picture. */
  stride = (int) camera->format.size.width * 2;
  size = stride * (int) camera->format.size.height;
  params[0] = spa_pod_builder_add_object (&builder, SPA_TYPE_OBJECT_ParamBuffers, SPA_PARAM_Buffers,
                                          SPA_PARAM_BUFFERS_buffers, SPA_POD_CHOICE_RANGE_Int (8, 2, 16),
                                          SPA_PARAM_BUFFERS_blocks, SPA_POD_Int (1),
                                          SPA_PARAM_BUFFERS_size, SPA_POD_Int (size),
                                          SPA_PARAM_BUFFERS_stride, SPA_POD_Int (stride));
  params[1] = spa_pod_builder_add_object (&builder, SPA_TYPE_OBJECT_ParamMeta, SPA_PARAM_Meta,
                                          SPA_PARAM_META_type, SPA_POD_Id (SPA_META_Header),
                                          SPA_PARAM_META_size, SPA_POD_Int (sizeof (struct spa_meta_header)));
  pw_stream_update_params (camera->stream, params, G_N_ELEMENTS (params));
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
  Camera *camera = data;

  pw_main_loop_quit (camera->loop);
}

static struct spa_pod *
build_format (struct spa_pod_builder     *builder,
              gboolean                    is_jpeg,
              const struct spa_rectangle *size)
{
  struct spa_pod_frame frame;

  spa_pod_builder_push_object (builder, &frame, SPA_TYPE_OBJECT_Format, SPA_PARAM_EnumFormat);
  spa_pod_builder_add (builder,
                       SPA_FORMAT_mediaType, SPA_POD_Id (SPA_MEDIA_TYPE_video),
                       SPA_FORMAT_mediaSubtype, SPA_POD_Id (is_jpeg ? SPA_MEDIA_SUBTYPE_mjpg : SPA_MEDIA_SUBTYPE_raw), 0);
  if (!is_jpeg)
    spa_pod_builder_add (builder, SPA_FORMAT_VIDEO_format, SPA_POD_Id (SPA_VIDEO_FORMAT_YUY2), 0);
  spa_pod_builder_add (builder,
                       SPA_FORMAT_VIDEO_size, SPA_POD_Rectangle (size),
                       SPA_FORMAT_VIDEO_framerate,
                       SPA_POD_CHOICE_ENUM_Fraction (3, &SPA_FRACTION (30, 1), &SPA_FRACTION (30, 1), &SPA_FRACTION (15, 1)), 0);

  return spa_pod_builder_pop (builder, &frame);
}

static int
plug_in (Camera *camera)
{
  uint8_t space[4096];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (space, sizeof space);
  const struct spa_pod *formats[N_SIZES];

  for (gsize i = 0; i < N_SIZES; i++)
    formats[i] = build_format (&builder, camera->stills[0] != NULL, &sizes[i]);

  return pw_stream_connect (camera->stream, PW_DIRECTION_OUTPUT, PW_ID_ANY,
                            PW_STREAM_FLAG_DRIVER | PW_STREAM_FLAG_MAP_BUFFERS, formats, N_SIZES);
}

int
main (int    argc,
      char **argv)
{
  Camera camera = { 0 };
  int seed = 0;
  gboolean is_jpeg = FALSE;
  GOptionEntry entries[] = {
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Whom the camera sees", "N" },
    { "jpeg", 0, 0, G_OPTION_ARG_NONE, &is_jpeg, "Send a still as JPEG", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("NAME DESCRIPTION");
  g_autoptr (GError) error = NULL;
  struct pw_loop *loop;
  int result;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 3)
    {
      g_printerr ("vcam: %s\n", error != NULL ? error->message : "NAME and DESCRIPTION, please");
      return 2;
    }

  for (gsize i = 0; i < N_SIZES; i++)
    if (is_jpeg)
      camera.stills[i] = lab_jpeg_new ((int) sizes[i].width, (int) sizes[i].height);
    else
      camera.pictures[i] = lab_picture_new ((int) sizes[i].width, (int) sizes[i].height, (guint) seed);

  pw_init (NULL, NULL);
  camera.loop = pw_main_loop_new (NULL);
  loop = pw_main_loop_get_loop (camera.loop);
  pw_loop_add_signal (loop, SIGTERM, on_signal, &camera);
  pw_loop_add_signal (loop, SIGINT, on_signal, &camera);
  camera.timer = pw_loop_add_timer (loop, on_time_for_a_picture, &camera);
  camera.stream = pw_stream_new_simple (loop, argv[1],
                                        pw_properties_new (PW_KEY_MEDIA_CLASS, "Video/Source",
                                                           PW_KEY_MEDIA_ROLE, "Camera",
                                                           PW_KEY_NODE_NAME, argv[1],
                                                           PW_KEY_NODE_DESCRIPTION, argv[2],
                                                           NULL),
                                        &stream_events, &camera);
  result = camera.stream != NULL ? plug_in (&camera) : -errno;
  if (result >= 0)
    pw_main_loop_run (camera.loop);
  else
    g_printerr ("vcam: %s\n", g_strerror (-result));

  g_clear_pointer (&camera.stream, pw_stream_destroy);
  pw_main_loop_destroy (camera.loop);
  pw_deinit ();
  for (gsize i = 0; i < N_SIZES; i++)
    {
      g_clear_pointer (&camera.pictures[i], lab_picture_free);
      g_clear_pointer (&camera.stills[i], g_bytes_unref);
    }

  return result >= 0 ? 0 : 1;
}
