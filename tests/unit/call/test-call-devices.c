/* Which device is in use while devices come and go, and what people are told of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "call/call-devices.h"
#include "call/call.h"

typedef struct
{
  GListStore *lists[HEARTH_N_DEVICE_KINDS];
  HearthCallDevices *devices;
  guint n_changed;
  GString *notices; /* "lost:Name " … */
} Fixture;

static const char *
name_notice (HearthCallNotice notice)
{
  switch (notice)
    {
    case HEARTH_NOTICE_DEVICE_LOST:
      return "lost";
    case HEARTH_NOTICE_DEVICE_REPLACED:
      return "replaced";
    case HEARTH_NOTICE_DEVICE_RETURNED:
      return "returned";
    case HEARTH_NOTICE_SOUND_LOST:
      return "sound-lost";
    default:
      g_assert_not_reached ();
    }
}

static void
on_changed (HearthCallDevices *devices,
            int                kind,
            Fixture           *fixture)
{
  fixture->n_changed++;
}

static void
on_notice (HearthCallDevices *devices,
           int                notice,
           const char        *detail,
           Fixture           *fixture)
{
  g_string_append_printf (fixture->notices, "%s:%s ", name_notice (notice), detail != NULL ? detail : "");
}

static void
plug (Fixture          *fixture,
      HearthDeviceKind  kind,
      const char       *id,
      guint             position)
{
  g_autoptr (HearthDevice) device = hearth_device_new (kind, id, id);

  g_list_store_insert (fixture->lists[kind], position, device);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  GListModel *models[HEARTH_N_DEVICE_KINDS];

  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      fixture->lists[kind] = g_list_store_new (HEARTH_TYPE_DEVICE);
      models[kind] = G_LIST_MODEL (fixture->lists[kind]);
    }
  plug (fixture, HEARTH_DEVICE_CAMERA, "lid", 0);
  plug (fixture, HEARTH_DEVICE_CAMERA, "usb", 1);
  plug (fixture, HEARTH_DEVICE_MICROPHONE, "desk", 0);
  fixture->notices = g_string_new (NULL);
  fixture->devices = hearth_call_devices_new (models);
  g_signal_connect (fixture->devices, "changed", G_CALLBACK (on_changed), fixture);
  g_signal_connect (fixture->devices, "notice", G_CALLBACK (on_notice), fixture);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_finalize_object (fixture->devices);
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    g_assert_finalize_object (fixture->lists[kind]);
  g_string_free (fixture->notices, TRUE);
}

static gboolean
on_time_over (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
settle (void)
{
  gboolean over = FALSE;

  g_timeout_add (HEARTH_CALL_DEVICES_SETTLE_MS + 50, on_time_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_uses (Fixture          *fixture,
             HearthDeviceKind  kind,
             const char       *id)
{
  HearthDevice *device = hearth_call_devices_get (fixture->devices, kind);

  g_assert_cmpstr (device != NULL ? hearth_device_get_id (device) : NULL, ==, id);
}

static void
test_chosen (Fixture       *fixture,
             gconstpointer  data)
{
  assert_uses (fixture, HEARTH_DEVICE_CAMERA, "lid");
  assert_uses (fixture, HEARTH_DEVICE_SPEAKER, NULL);

  hearth_call_devices_choose (fixture->devices, HEARTH_DEVICE_CAMERA, "usb");
  assert_uses (fixture, HEARTH_DEVICE_CAMERA, "usb");
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "");

  g_list_store_remove (fixture->lists[HEARTH_DEVICE_CAMERA], 1);
  assert_uses (fixture, HEARTH_DEVICE_CAMERA, "lid");
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "replaced:lid ");

  plug (fixture, HEARTH_DEVICE_CAMERA, "usb", 1);
  assert_uses (fixture, HEARTH_DEVICE_CAMERA, "usb");
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "replaced:lid returned:usb ");

  hearth_call_devices_choose (fixture->devices, HEARTH_DEVICE_CAMERA, "");
  assert_uses (fixture, HEARTH_DEVICE_CAMERA, "lid");
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "replaced:lid returned:usb ");
}

static void
test_system_default_moves (Fixture       *fixture,
                           gconstpointer  data)
{
  plug (fixture, HEARTH_DEVICE_MICROPHONE, "headset", 0);
  assert_uses (fixture, HEARTH_DEVICE_MICROPHONE, "headset");
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "");
}

static void
test_only_one (Fixture       *fixture,
               gconstpointer  data)
{
  g_list_store_remove_all (fixture->lists[HEARTH_DEVICE_MICROPHONE]);
  assert_uses (fixture, HEARTH_DEVICE_MICROPHONE, NULL);
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "lost:desk ");

  plug (fixture, HEARTH_DEVICE_MICROPHONE, "desk", 0);
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "lost:desk returned:desk ");
}

/* A plug that shakes: used at once, told never. */
static void
test_flicker (Fixture       *fixture,
              gconstpointer  data)
{
  g_list_store_remove_all (fixture->lists[HEARTH_DEVICE_MICROPHONE]);
  plug (fixture, HEARTH_DEVICE_MICROPHONE, "desk", 0);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "");
}

static void
unplug_everything (Fixture *fixture)
{
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    g_list_store_remove_all (fixture->lists[kind]);
}

/* One hub with everything on it is not the sound server. */
static void
test_hub (Fixture       *fixture,
          gconstpointer  data)
{
  unplug_everything (fixture);
  settle ();
  g_assert_nonnull (strstr (fixture->notices->str, "lost:lid "));
  g_assert_nonnull (strstr (fixture->notices->str, "lost:desk "));
  g_assert_null (strstr (fixture->notices->str, "sound-lost"));
}

/* PipeWire is back before its devices are: still one notice. */
static void
test_pipewire_restarts (Fixture       *fixture,
                        gconstpointer  data)
{
  unplug_everything (fixture);
  hearth_call_devices_set_available (fixture->devices, FALSE);
  hearth_call_devices_set_available (fixture->devices, TRUE);
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "sound-lost: ");

  /* From here on, what is unplugged is called by its name again. */
  plug (fixture, HEARTH_DEVICE_MICROPHONE, "desk", 0);
  settle ();
  unplug_everything (fixture);
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "sound-lost: lost:desk ");
}

static void
test_pipewire_goes (Fixture       *fixture,
                    gconstpointer  data)
{
  unplug_everything (fixture);
  hearth_call_devices_set_available (fixture->devices, FALSE);
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "sound-lost: ");

  hearth_call_devices_set_available (fixture->devices, TRUE);
  settle ();
  plug (fixture, HEARTH_DEVICE_CAMERA, "lid", 0);
  plug (fixture, HEARTH_DEVICE_MICROPHONE, "desk", 0);
  settle ();
  g_assert_cmpstr (fixture->notices->str, ==, "sound-lost: ");
  assert_uses (fixture, HEARTH_DEVICE_MICROPHONE, "desk");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/call-devices/chosen", test_chosen);
  ADD ("/call-devices/system-default-moves", test_system_default_moves);
  ADD ("/call-devices/only-one", test_only_one);
  ADD ("/call-devices/flicker", test_flicker);
  ADD ("/call-devices/hub", test_hub);
  ADD ("/call-devices/pipewire-goes", test_pipewire_goes);
  ADD ("/call-devices/pipewire-restarts", test_pipewire_restarts);

  return g_test_run ();
}
