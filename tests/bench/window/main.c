/* window-cost HOW TILES SECONDS [WIDTHxHEIGHT]: what it costs to show so many moving pictures, as one line of JSON.
 *
 *   bare     they are decoded and thrown away: the anchor
 *   frames   they are decoded by Hearth's own decoders into pictures of WIDTHxHEIGHT, as large as a window would draw them
 *   window   the same, shown by the real window (1280×720) over the stand-in call of tests/ui
 *
 * One picture is 1280×720, more are 640×360, 30 a second each, from a clip that was encoded before. What plays it is not counted, nor is
 * what the X server does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include <adwaita.h>

#include "app/application.h"
#include "app/stall-watch.h"
#include "bare-decoder.h"
#include "base/main-thread.h"
#include "clip-player.h"
#include "fake-call.h"
#include "media/video-decoder.h"

/* Window and decoders are at work, and playout delays have settled. */
#define SETTLE_MS 4000

#define MAX_TILES 16

typedef struct
{
  const char *how;
  guint n;
  guint seconds;
  int width, height; /* as drawn */

  Clip *clip;
  ClipPlayer *player;
  BareDecoder *bare[MAX_TILES];
  HearthVideoDecoder *decoders[MAX_TILES];
  HearthApplication *application;
} Bench;

typedef struct
{
  gint64 at;
  gint64 cpu;
  guint64 frames;
  glong switches;
} Reading;

static guint64
count_frames (const Bench *self)
{
  guint64 frames = 0;

  for (guint i = 0; i < self->n; i++)
    frames += self->bare[i] != NULL ? bare_decoder_get_frames (self->bare[i]) : hearth_video_decoder_get_frames (self->decoders[i]);

  return frames;
}

static Reading
take_reading (const Bench *self)
{
  struct timespec used;
  struct rusage usage;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &used);
  getrusage (RUSAGE_SELF, &usage);

  return (Reading) {
    .at = g_get_monotonic_time (),
    .cpu = used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000 - clip_player_get_cpu (self->player),
    .frames = count_frames (self),
    .switches = usage.ru_nvcsw + usage.ru_nivcsw,
  };
}

static void
run_for (guint milliseconds)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add_once (milliseconds, (GSourceOnceFunc) g_main_loop_quit, loop);
  g_main_loop_run (loop);
}

static void
measure (Bench *self)
{
  Reading before, after;
  HearthStalls stalls;
  double seconds;

  run_for (SETTLE_MS);
  hearth_stall_watch_take (&stalls);
  before = take_reading (self);
  run_for (self->seconds * 1000);
  after = take_reading (self);
  hearth_stall_watch_take (&stalls);

  seconds = (double) (after.at - before.at) / G_USEC_PER_SEC;
  setlocale (LC_NUMERIC, "C");
  printf ("{\"how\": \"%s\", \"tiles\": %u, \"width\": %d, \"height\": %d, \"cpu_percent\": %.2f, \"pictures_per_second\": %.2f, "
          "\"switches_per_second\": %.0f, \"stalls\": %u, \"busy_stalls\": %u, \"longest_turn_ms\": %.1f, \"longest_busy_turn_ms\": %.1f}\n",
          self->how, self->n, self->width, self->height, (double) (after.cpu - before.cpu) / (seconds * 1e4),
          (double) (after.frames - before.frames) / seconds / self->n, (double) (after.switches - before.switches) / seconds,
          stalls.n, stalls.n_busy, (double) stalls.longest / 1000, (double) stalls.longest_busy / 1000);
}

static void
decode_bare (Bench *self)
{
  for (guint i = 0; i < self->n; i++)
    self->bare[i] = bare_decoder_new (clip_player_get_source (self->player, i));
  measure (self);
}

static void
make_decoders (Bench *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      self->decoders[i] = hearth_video_decoder_new ();
      hearth_video_decoder_set_source (self->decoders[i], clip_player_get_source (self->player, i));
    }
}

static void
on_frame (HearthFrameMailbox *mailbox,
          gpointer            unused)
{
}

static void
decode_frames (Bench *self)
{
  make_decoders (self);
  for (guint i = 0; i < self->n; i++)
    {
      HearthFrameMailbox *mailbox = hearth_video_decoder_get_mailbox (self->decoders[i]);

      g_signal_connect (mailbox, "changed", G_CALLBACK (on_frame), NULL);
      hearth_frame_mailbox_set_drawn_size (mailbox, self->width, self->height);
    }
  measure (self);
}

static void
on_activate (HearthApplication *application,
             Bench             *self)
{
  HearthCall *call = hearth_application_get_call (application);
  guint width, height;

  hearth_call_prepare_create (call);
  hearth_call_set_camera_on (call, FALSE);
  hearth_call_enter (call);
  while (hearth_call_get_state (call) != HEARTH_CALL_ACTIVE)
    g_main_context_iteration (NULL, TRUE);

  make_decoders (self);
  for (guint i = 0; i < self->n; i++)
    hearth_fake_call_add_person (call, hearth_video_decoder_get_mailbox (self->decoders[i]));
  run_for (SETTLE_MS);
  hearth_picture_get_shown (hearth_participant_get_camera (hearth_fake_call_get_person (call, 1)), &width, &height);
  self->width = (int) width;
  self->height = (int) height;
  measure (self);

  hearth_call_leave (call);
  g_application_quit (G_APPLICATION (application));
}

static void
on_window_added (GtkApplication *application,
                 GtkWindow      *window)
{
  gtk_window_set_decorated (window, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (window), "solid-csd");
  gtk_window_set_default_size (window, 1280, 720);
}

static void
show_window (Bench *self)
{
  g_autoptr (HearthApplication) application = hearth_application_new ();
  char *arguments[] = { (char *) "hearth", NULL };

  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), self);
  g_application_run (G_APPLICATION (application), 1, arguments);
}

static void
tear_down (Bench *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      if (self->bare[i] != NULL)
        bare_decoder_close (self->bare[i]);
      if (self->decoders[i] != NULL)
        hearth_video_decoder_close (self->decoders[i]);
      g_clear_object (&self->bare[i]);
      g_clear_object (&self->decoders[i]);
    }
  clip_player_free (self->player);
  clip_free (self->clip);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *how;
    void (*run) (Bench *self);
  } ways[] = { { "bare", decode_bare }, { "frames", decode_frames }, { "window", show_window } };
  Bench self = { 0 };

  if (argc >= 4)
    self = (Bench) { .how = argv[1], .n = (guint) atoi (argv[2]), .seconds = (guint) atoi (argv[3]) };
  if (argc == 5)
    sscanf (argv[4], "%dx%d", &self.width, &self.height);
  if (self.n < 1 || self.n > MAX_TILES || self.seconds < 1)
    {
      fprintf (stderr, "window-cost bare|frames|window TILES SECONDS [WIDTHxHEIGHT]\n");
      return 2;
    }

  setlocale (LC_ALL, "");
  gst_init (NULL, NULL);
  hearth_main_thread_init ();
  hearth_stall_watch_start ();
  self.clip = self.n == 1 ? clip_new (1280, 720, 1800000) : clip_new (640, 360, 600000);
  self.player = clip_player_new (self.clip, self.n);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (self.how, ways[i].how))
      ways[i].run (&self);
  tear_down (&self);

  return 0;
}
