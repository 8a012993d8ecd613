/* HearthScreenShare against a portal made here and a real PipeWire: what comes of it, and every way in which it ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <signal.h>

#include "base/main-thread.h"
#include "lab-device.h"
#include "layer-probe.h"
#include "media/media-error.h"
#include "media/screen-share.h"
#include "screen-portal-mock.h"

#define NODE "screen-a"

typedef struct
{
  LabDevice *screen;
  ScreenPortalMock *portal;
  HearthScreenShare *share;
  guint n_live;
  guint n_ended;
  GError *error; /* of the last end */
} Stage;

static void
on_live (HearthScreenShare *share,
         Stage             *stage)
{
  stage->n_live++;
}

static void
on_ended (HearthScreenShare *share,
          const GError      *error,
          Stage             *stage)
{
  stage->n_ended++;
  g_clear_error (&stage->error);
  stage->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
set_up (Stage         *stage,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  stage->screen = lab_device_plug ("vscreen", NODE);
  stage->portal = screen_portal_mock_new (NODE, data != NULL);
  stage->share = hearth_screen_share_new (&error);
  g_assert_no_error (error);
  g_signal_connect (stage->share, "live", G_CALLBACK (on_live), stage);
  g_signal_connect (stage->share, "ended", G_CALLBACK (on_ended), stage);
}

static void
tear_down (Stage         *stage,
           gconstpointer  data)
{
  hearth_screen_share_close (stage->share);
  lab_spin (50); /* answers that are on the way */
  g_assert_finalize_object (stage->share);
  screen_portal_mock_free (stage->portal);
  g_clear_pointer (&stage->screen, lab_device_unplug);
  g_clear_error (&stage->error);
}

static gboolean
is_live (gpointer data)
{
  return ((Stage *) data)->n_live > 0;
}

static gboolean
has_ended (gpointer data)
{
  return ((Stage *) data)->n_ended > 0;
}

static guint
count_layers (Stage *stage)
{
  HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS];

  return hearth_layered_source_get_layers (hearth_screen_share_get_source (stage->share), layers);
}

static gboolean
has_no_layers (gpointer data)
{
  return count_layers (data) == 0;
}

static gboolean
has_layers (gpointer data)
{
  return count_layers (data) > 0;
}

static void
start (Stage *stage)
{
  g_assert_cmpuint (count_layers (stage), ==, 0);
  hearth_screen_share_start (stage->share, HEARTH_CONTENT_TEXT, NULL);
  g_assert_cmpint (lab_await (is_live, stage, 15000), >=, 0);
  g_assert_cmpuint (stage->n_ended, ==, 0);
}

static gboolean
has_pictures (gpointer probe)
{
  return layer_probe_get_n (probe) >= 8;
}

static gboolean
has_more_pictures (gpointer probe)
{
  return layer_probe_get_n (probe) >= 24;
}

/* Text: five pictures a second however many there are, in one temporal layer; the whole one and a quarter of it. */
static void
test_text (Stage         *stage,
           gconstpointer  data)
{
  HearthLayeredSource *source = hearth_screen_share_get_source (stage->share);
  g_autoptr (LayerProbe) probe = layer_probe_new ();
  HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS];
  gint64 began_at;

  start (stage);
  g_assert_cmpuint (hearth_layered_source_get_layers (source, layers), ==, 2);
  g_assert_cmpuint (layers[1].width, ==, 2 * layers[0].width);

  hearth_rtp_source_add_sink (hearth_layered_source_get_source (source, 1), HEARTH_RTP_SINK (probe));
  began_at = g_get_monotonic_time ();
  hearth_layered_source_set_wanted (source, 1u << 1);
  g_assert_cmpint (lab_await (has_pictures, probe, 15000), >=, 0);
  g_assert_cmpint (g_get_monotonic_time () - began_at, >, G_USEC_PER_SEC);
  g_assert_cmpuint (layer_probe_get_n_breaks (probe), ==, 0);
  g_assert_true (layer_probe_get (probe, 0).keyframe);
  g_assert_cmpint (layer_probe_get (probe, 0).width, ==, layers[1].width);
  for (guint i = 0; i < layer_probe_get_n (probe); i++)
    g_assert_cmpint (layer_probe_get (probe, i).temporal, <=, 0);

  hearth_screen_share_stop (stage->share);
  g_assert_cmpuint (count_layers (stage), ==, 0);
  g_assert_cmpuint (stage->n_ended, ==, 0);
  hearth_rtp_source_remove_sink (hearth_layered_source_get_source (source, 1), HEARTH_RTP_SINK (probe));
}

static gboolean
program_closed (gpointer portal)
{
  return screen_portal_mock_get_n_closed (portal) > 0;
}

/* Again, and as something that moves: the same stream goes on, with more pictures and two temporal layers. */
static void
test_again (Stage         *stage,
            gconstpointer  data)
{
  HearthLayeredSource *source = hearth_screen_share_get_source (stage->share);
  g_autoptr (LayerProbe) probe = layer_probe_new ();

  start (stage);
  hearth_rtp_source_add_sink (hearth_layered_source_get_source (source, 1), HEARTH_RTP_SINK (probe));
  hearth_layered_source_set_wanted (source, 1u << 1);
  g_assert_cmpint (lab_await (has_pictures, probe, 15000), >=, 0);
  hearth_screen_share_stop (stage->share);
  g_assert_cmpint (lab_await (program_closed, stage->portal, 10000), >=, 0);

  stage->n_live = 0;
  hearth_screen_share_start (stage->share, HEARTH_CONTENT_MOTION, NULL);
  g_assert_cmpint (lab_await (is_live, stage, 15000), >=, 0);
  {
    guint before = layer_probe_get_n (probe);

    lab_spin (2000);
    g_assert_cmpuint (layer_probe_get_n (probe) - before, >, 15);
    g_assert_true (layer_probe_get (probe, before).keyframe);
    g_assert_cmpint (layer_probe_get (probe, before + 1).temporal, ==, 1);
  }
  hearth_rtp_source_remove_sink (hearth_layered_source_get_source (source, 1), HEARTH_RTP_SINK (probe));
}

/* While it is paused nothing of the screen is sent, and nobody is asked when it goes on. */
static void
test_paused (Stage         *stage,
             gconstpointer  data)
{
  HearthLayeredSource *source = hearth_screen_share_get_source (stage->share);
  g_autoptr (LayerProbe) probe = layer_probe_new ();
  g_autofree char *token = NULL;
  guint before;

  start (stage);
  token = hearth_screen_share_get_restore_token (stage->share);
  g_assert_cmpstr (token, ==, "once more");
  hearth_rtp_source_add_sink (hearth_layered_source_get_source (source, 1), HEARTH_RTP_SINK (probe));
  hearth_layered_source_set_wanted (source, 1u << 1);
  g_assert_cmpint (lab_await (has_pictures, probe, 15000), >=, 0);

  hearth_screen_share_set_paused (stage->share, TRUE);
  g_assert_cmpuint (count_layers (stage), ==, 0);
  lab_spin (1000); /* what was captured before, on a busy computer */
  before = layer_probe_get_n (probe);
  lab_spin (1000);
  g_assert_cmpuint (layer_probe_get_n (probe), ==, before);
  g_assert_cmpuint (stage->n_ended, ==, 0);

  hearth_screen_share_set_paused (stage->share, FALSE);
  g_assert_cmpint (lab_await (has_layers, stage, 15000), >=, 0);
  hearth_layered_source_set_wanted (source, 1u << 1);
  g_assert_cmpint (lab_await (has_more_pictures, probe, 15000), >=, 0);
  g_assert_cmpuint (screen_portal_mock_get_n_asked (stage->portal), ==, 1);

  /* What is chosen meanwhile is not seen before. */
  hearth_screen_share_set_paused (stage->share, TRUE);
  stage->n_live = 0;
  hearth_screen_share_start (stage->share, HEARTH_CONTENT_TEXT, NULL);
  lab_spin (1000);
  g_assert_cmpuint (stage->n_live + count_layers (stage), ==, 0);
  hearth_screen_share_set_paused (stage->share, FALSE);
  g_assert_cmpint (lab_await (is_live, stage, 15000), >=, 0);
  hearth_rtp_source_remove_sink (hearth_layered_source_get_source (source, 1), HEARTH_RTP_SINK (probe));
}

/* By a token nobody is asked; where the desktop does not take it, the person is. */
static void
test_restored (Stage         *stage,
               gconstpointer  data)
{
  g_autofree char *token = NULL;

  start (stage);
  token = hearth_screen_share_get_restore_token (stage->share);
  hearth_screen_share_stop (stage->share);
  g_assert_null (hearth_screen_share_get_restore_token (stage->share));

  stage->n_live = 0;
  hearth_screen_share_start (stage->share, HEARTH_CONTENT_TEXT, token);
  g_assert_cmpint (lab_await (is_live, stage, 15000), >=, 0);
  g_assert_cmpuint (screen_portal_mock_get_n_asked (stage->portal), ==, 1);

  stage->n_live = 0;
  hearth_screen_share_start (stage->share, HEARTH_CONTENT_TEXT, "of another run");
  g_assert_cmpint (lab_await (is_live, stage, 15000), >=, 0);
  g_assert_cmpuint (screen_portal_mock_get_n_asked (stage->portal), ==, 2);
  g_assert_cmpuint (stage->n_ended, ==, 0);
}

static void
test_by_id (Stage         *stage,
            gconstpointer  data)
{
  screen_portal_mock_forget_serial (stage->portal);
  start (stage);
}

/* The desktop's own button. */
static void
test_closed (Stage         *stage,
             gconstpointer  data)
{
  start (stage);
  screen_portal_mock_close_session (stage->portal);
  g_assert_cmpint (lab_await (has_ended, stage, 5000), >=, 0);
  g_assert_no_error (stage->error);
  g_assert_cmpuint (count_layers (stage), ==, 0);
}

/* The same as a compositor does it: its pictures are gone before its portal says that it is over, and that is no failure. */
static void
test_closed_late (Stage         *stage,
                  gconstpointer  data)
{
  start (stage);
  g_clear_pointer (&stage->screen, lab_device_unplug);
  g_assert_cmpint (lab_await (has_no_layers, stage, 10000), >=, 0);
  g_assert_cmpuint (stage->n_ended, ==, 0);
  screen_portal_mock_close_session (stage->portal);
  g_assert_cmpint (lab_await (has_ended, stage, 5000), >=, 0);
  g_assert_no_error (stage->error);
  lab_spin (1500);
  g_assert_cmpuint (stage->n_ended, ==, 1);
}

/* The window that is shared goes away, and the portal has nothing to say. */
static void
test_vanished (Stage         *stage,
               gconstpointer  data)
{
  start (stage);
  g_clear_pointer (&stage->screen, lab_device_unplug);
  g_assert_cmpint (lab_await (has_ended, stage, 10000), >=, 0);
  g_assert_nonnull (stage->error);
  g_assert_cmpint (stage->error->domain, ==, HEARTH_MEDIA_ERROR);
  g_assert_cmpuint (stage->n_ended, ==, 1);
}

static gboolean
is_pointer_hidden (gpointer data)
{
  return hearth_screen_share_get_pointer (((Stage *) data)->share) == NULL;
}

static gboolean
is_pointer_shown (gpointer data)
{
  return !is_pointer_hidden (data);
}

static void
on_pointer_changed (HearthScreenShare *share,
                    guint             *n_changes)
{
  (*n_changes)++;
}

static void
check_pointer (Stage *stage)
{
  const HearthPointer *pointer = hearth_screen_share_get_pointer (stage->share);
  const guint8 red[] = { 255, 0, 0, 255 };

  g_assert_cmpuint (pointer->y, ==, HEARTH_POINTER_WHOLE / 2);
  g_assert_cmpuint (pointer->span, ==, 24 * HEARTH_POINTER_WHOLE / 640);
  g_assert_cmpuint (hearth_pointer_shape_get_width (pointer->shape), ==, 24);
  g_assert_cmpuint (hearth_pointer_shape_get_hot_x (pointer->shape), ==, 3);
  g_assert_cmpuint (hearth_pointer_shape_get_hot_y (pointer->shape), ==, 5);
  g_assert_cmpmem (g_bytes_get_data (hearth_pointer_shape_get_pixels (pointer->shape), NULL), 4, red, 4);
}

/* It moves far more often than pictures come, goes and comes back; while nothing is captured there is none, and afterwards it is known what it
 * looks like, though the screen says that only once. */
static void
test_pointer (Stage         *stage,
              gconstpointer  data)
{
  guint n_changes = 0;

  g_signal_connect (stage->share, "pointer-changed", G_CALLBACK (on_pointer_changed), &n_changes);
  start (stage);
  g_assert_cmpuint (screen_portal_mock_get_cursor_mode (stage->portal), ==, 4);
  g_assert_cmpint (lab_await (is_pointer_shown, stage, 10000), >=, 0);
  check_pointer (stage);
  g_assert_cmpint (lab_await (is_pointer_hidden, stage, 10000), >=, 0);
  g_assert_cmpint (lab_await (is_pointer_shown, stage, 10000), >=, 0);
  g_assert_cmpuint (n_changes, >, 20);

  hearth_screen_share_set_paused (stage->share, TRUE);
  g_assert_null (hearth_screen_share_get_pointer (stage->share));
  n_changes = 0;
  lab_spin (500);
  g_assert_cmpuint (n_changes, ==, 0);

  hearth_screen_share_set_paused (stage->share, FALSE);
  g_assert_cmpint (lab_await (is_pointer_shown, stage, 15000), >=, 0);
  check_pointer (stage);
  g_assert_cmpuint (n_changes, >, 0);
  hearth_screen_share_stop (stage->share);
  g_assert_null (hearth_screen_share_get_pointer (stage->share));
  g_signal_handlers_disconnect_by_data (stage->share, &n_changes);
}

/* What it cannot do is not asked of a portal: the picture has the pointer in it, as ever. */
static void
test_drawn_pointer (Stage         *stage,
                    gconstpointer  data)
{
  start (stage);
  g_assert_cmpuint (screen_portal_mock_get_cursor_mode (stage->portal), ==, 2);
}

/* PipeWire hangs: nobody waits for it. */
static void
test_pipewire_hangs (Stage         *stage,
                     gconstpointer  data)
{
  gint64 began_at;

  start (stage);
  lab_pipewire_signal (SIGSTOP);
  began_at = g_get_monotonic_time ();
  hearth_screen_share_stop (stage->share);
  g_assert_cmpint (g_get_monotonic_time () - began_at, <, G_USEC_PER_SEC / 2);
  lab_pipewire_signal (SIGCONT);
}

static void
test_pipewire_killed (Stage         *stage,
                      gconstpointer  data)
{
  start (stage);
  lab_pipewire_signal (SIGKILL);
  g_assert_cmpint (lab_await (has_ended, stage, 10000), >=, 0);
  g_assert_nonnull (stage->error);
  lab_pipewire_restart ();
  lab_device_unplug (stage->screen);
  stage->screen = lab_device_plug ("vscreen", NODE);
}

static void
test_nothing_chosen (Stage         *stage,
                     gconstpointer  data)
{
  screen_portal_mock_set_response (stage->portal, 1);
  hearth_screen_share_start (stage->share, HEARTH_CONTENT_TEXT, NULL);
  g_assert_cmpint (lab_await (has_ended, stage, 10000), >=, 0);
  g_assert_error (stage->error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_REFUSED);
  g_assert_cmpuint (stage->n_live, ==, 0);
}

/* Stopped while the person is asked, and begun once more: of the first nothing is heard any more. */
static void
test_given_up (Stage         *stage,
               gconstpointer  data)
{
  hearth_screen_share_start (stage->share, HEARTH_CONTENT_TEXT, NULL);
  hearth_screen_share_stop (stage->share);
  lab_spin (300);
  g_assert_cmpuint (stage->n_live + stage->n_ended, ==, 0);
  start (stage);
}

static void
test_no_portal (void)
{
  g_autoptr (GError) error = NULL;
  HearthScreenShare *share = hearth_screen_share_new (&error);
  Stage stage = { 0 };

  g_assert_no_error (error);
  g_signal_connect (share, "ended", G_CALLBACK (on_ended), &stage);
  hearth_screen_share_start (share, HEARTH_CONTENT_TEXT, NULL);
  g_assert_cmpint (lab_await (has_ended, &stage, 10000), >=, 0);
  g_assert_error (stage.error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_NO_PORTAL);
  g_clear_error (&stage.error);
  g_assert_finalize_object (share);
}

static void
test_no_bus (void)
{
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);

  g_test_trap_subprocess_with_envp ("/screen-share/no-portal", (const char *const *) environment, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

  g_test_add_func ("/screen-share/no-portal", test_no_portal);
  g_test_add_func ("/screen-share/no-bus", test_no_bus);
  g_test_add ("/screen-share/text", Stage, NULL, set_up, test_text, tear_down);
  g_test_add ("/screen-share/again", Stage, NULL, set_up, test_again, tear_down);
  g_test_add ("/screen-share/paused", Stage, NULL, set_up, test_paused, tear_down);
  g_test_add ("/screen-share/restored", Stage, NULL, set_up, test_restored, tear_down);
  g_test_add ("/screen-share/by-id", Stage, NULL, set_up, test_by_id, tear_down);
  g_test_add ("/screen-share/closed", Stage, NULL, set_up, test_closed, tear_down);
  g_test_add ("/screen-share/closed-late", Stage, NULL, set_up, test_closed_late, tear_down);
  g_test_add ("/screen-share/vanished", Stage, NULL, set_up, test_vanished, tear_down);
  g_test_add ("/screen-share/nothing-chosen", Stage, NULL, set_up, test_nothing_chosen, tear_down);
  g_test_add ("/screen-share/given-up", Stage, NULL, set_up, test_given_up, tear_down);
  g_test_add ("/screen-share/pointer", Stage, NULL, set_up, test_pointer, tear_down);
  g_test_add ("/screen-share/drawn-pointer", Stage, "drawn", set_up, test_drawn_pointer, tear_down);
  g_test_add ("/screen-share/pipewire-hangs", Stage, NULL, set_up, test_pipewire_hangs, tear_down);
  g_test_add ("/screen-share/pipewire-killed", Stage, NULL, set_up, test_pipewire_killed, tear_down);

  return g_test_run ();
}
