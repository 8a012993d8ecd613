/* This person's own capture, and what this computer plays: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-media.h"

#include "call/call.h"
#include "media/camera.h"
#include "media/chime.h"
#include "media/media-error.h"
#include "media/microphone.h"

/* A device that failed is tried again so often: it may have been busy, or PipeWire came back under the same name. */
#define RETRY_MS 2000

/* A device that fails because it was unplugged is off the list a moment later: that is not a failure to speak of. */
#define BLAME_MS 500

/* One device that is open or would be: how it is opened and let go of. */
typedef struct
{
  HearthDeviceKind kind;
  gboolean wanted;
  char *open_id;    /* nullable: which one was told to open, and has not failed since */
  gboolean blamed;  /* people were told that it fails */
  guint retry_source;
  guint blame_source;
  HearthCallMedia *media; /* not owned: this struct is a part of it */
} Unit;

struct _HearthCallMedia
{
  GObject parent_instance;

  HearthCallDevices *devices;
  HearthCameraAccess *access;
  HearthSettings *settings;
  GPowerProfileMonitor *power;
  HearthCamera *camera;
  HearthMicrophone *microphone;
  HearthSpeaker *speaker;
  HearthChime *test_sound; /* nullable: while nobody has asked for it */

  Unit units[HEARTH_N_DEVICE_KINDS];
  gboolean capturing;
  gboolean camera_on;
  gboolean microphone_on;
  gboolean closed;
};

enum
{
  LEVEL_CHANGED,
  NOTICE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCallMedia, hearth_call_media, G_TYPE_OBJECT)

static void
open_device (Unit       *unit,
             const char *id)
{
  switch (unit->kind)
    {
    case HEARTH_DEVICE_CAMERA:
      hearth_camera_open (unit->media->camera, id);
      break;
    case HEARTH_DEVICE_MICROPHONE:
      /* While it is released nothing is opened twice. */
      hearth_microphone_release (unit->media->microphone);
      hearth_microphone_set_processing (unit->media->microphone, hearth_settings_get_voice (unit->media->settings, id));
      hearth_microphone_open (unit->media->microphone, id);
      break;
    case HEARTH_DEVICE_SPEAKER:
    default:
      hearth_speaker_open (unit->media->speaker, id);
      break;
    }
}

static void
release_device (Unit *unit)
{
  if (unit->kind == HEARTH_DEVICE_CAMERA)
    hearth_camera_release (unit->media->camera);
  else if (unit->kind == HEARTH_DEVICE_MICROPHONE)
    hearth_microphone_release (unit->media->microphone);

  /* The speaker is not let go of: it waits for a device by itself. */
}

static void
forget_failure (Unit *unit)
{
  g_clear_handle_id (&unit->retry_source, g_source_remove);
  g_clear_handle_id (&unit->blame_source, g_source_remove);
}

/* Makes the device what it should be: the present one open, or none. */
static void
apply (Unit *unit)
{
  HearthDevice *device = hearth_call_devices_get (unit->media->devices, unit->kind);
  const char *id = device != NULL && unit->wanted && !unit->media->closed ? hearth_device_get_id (device) : NULL;

  if (id != NULL && g_set_str (&unit->open_id, id))
    {
      forget_failure (unit);
      open_device (unit, id);
    }
  else if (id == NULL && (unit->open_id != NULL || unit->retry_source != 0))
    {
      forget_failure (unit);
      g_clear_pointer (&unit->open_id, g_free);
      release_device (unit);
    }
}

static void
on_retry (gpointer user_data)
{
  Unit *unit = user_data;

  unit->retry_source = 0;
  apply (unit);
}

static void
on_blame (gpointer user_data)
{
  Unit *unit = user_data;
  HearthDevice *device = hearth_call_devices_get (unit->media->devices, unit->kind);

  unit->blame_source = 0;
  if (unit->open_id != NULL || device == NULL || unit->blamed)
    return;

  unit->blamed = TRUE;
  g_signal_emit (unit->media, signals[NOTICE], 0, HEARTH_NOTICE_DEVICE_FAILED, hearth_device_get_name (device));
}

static void
fail (Unit         *unit,
      const GError *error)
{
  g_debug ("Device of kind %d fails: %s", unit->kind, error->message);
  if (!unit->wanted || unit->media->closed)
    return;

  g_clear_pointer (&unit->open_id, g_free);
  if (unit->blame_source == 0)
    unit->blame_source = g_timeout_add_once (BLAME_MS, on_blame, unit);
  if (unit->retry_source == 0)
    unit->retry_source = g_timeout_add_once (RETRY_MS, on_retry, unit);
}

static void
on_camera_failed (HearthCamera    *camera,
                  const GError    *error,
                  HearthCallMedia *self)
{
  fail (&self->units[HEARTH_DEVICE_CAMERA], error);
}

static void
on_microphone_failed (HearthMicrophone *microphone,
                      const GError     *error,
                      HearthCallMedia  *self)
{
  fail (&self->units[HEARTH_DEVICE_MICROPHONE], error);
}

static void
on_camera_live (HearthCamera    *camera,
                HearthCallMedia *self)
{
  self->units[HEARTH_DEVICE_CAMERA].blamed = FALSE;
}

static void
on_microphone_live (HearthMicrophone *microphone,
                    HearthCallMedia  *self)
{
  self->units[HEARTH_DEVICE_MICROPHONE].blamed = FALSE;
}

/* The speaker tries on by itself; people are told only where the device is there and gives nothing. */
static void
on_speaker_failed (HearthSpeaker   *speaker,
                   const GError    *error,
                   HearthCallMedia *self)
{
  Unit *unit = &self->units[HEARTH_DEVICE_SPEAKER];

  g_debug ("The speaker fails: %s", error->message);
  g_clear_pointer (&unit->open_id, g_free);
  if (unit->blame_source == 0)
    unit->blame_source = g_timeout_add_once (BLAME_MS, on_blame, unit);
}

static void
on_speaker_live (HearthSpeaker   *speaker,
                 HearthCallMedia *self)
{
  HearthDevice *device = hearth_call_devices_get (self->devices, HEARTH_DEVICE_SPEAKER);

  g_set_str (&self->units[HEARTH_DEVICE_SPEAKER].open_id, device != NULL ? hearth_device_get_id (device) : NULL);
  self->units[HEARTH_DEVICE_SPEAKER].blamed = FALSE;
}

static void
on_device_changed (HearthCallDevices *devices,
                   int                kind,
                   HearthCallMedia   *self)
{
  /* Another device that fails is another thing to say. */
  self->units[kind].blamed = FALSE;
  apply (&self->units[kind]);
}

static void
on_level_changed (HearthMicrophone *microphone,
                  HearthCallMedia  *self)
{
  g_signal_emit (self, signals[LEVEL_CHANGED], 0);
}

static void
on_access_granted (HearthCameraAccess *access,
                   HearthCallMedia    *self)
{
  hearth_camera_set_portal_fd (self->camera, hearth_camera_access_open_remote (access));
}

static void
on_access_refused (HearthCameraAccess *access,
                   HearthCallMedia    *self)
{
  g_signal_emit (self, signals[NOTICE], 0, HEARTH_NOTICE_CAMERA_REFUSED, NULL);
}

static void
update_wanted (HearthCallMedia *self)
{
  if (self->capturing && self->camera_on)
    hearth_camera_access_ask (self->access);

  self->units[HEARTH_DEVICE_CAMERA].wanted = self->capturing && self->camera_on;
  self->units[HEARTH_DEVICE_MICROPHONE].wanted = self->capturing;
  apply (&self->units[HEARTH_DEVICE_CAMERA]);
  apply (&self->units[HEARTH_DEVICE_MICROPHONE]);
}

static void
update_resolution (HearthCallMedia *self)
{
  gboolean high;

  g_object_get (self->settings, "high-definition", &high, NULL);
  hearth_camera_set_resolution (self->camera, high ? 1280 : 640, high ? 720 : 360);
}

static void
on_resolution_changed (HearthSettings  *settings,
                       GParamSpec      *pspec,
                       HearthCallMedia *self)
{
  update_resolution (self);
}

static void
on_voice_changed (HearthSettings  *settings,
                  HearthCallMedia *self)
{
  const char *id = self->units[HEARTH_DEVICE_MICROPHONE].open_id;

  if (id != NULL)
    hearth_microphone_set_processing (self->microphone, hearth_settings_get_voice (settings, id));
}

/* Somebody who saves power would rather be seen at fifteen pictures a second than not for the last half hour. */
static void
on_power_changed (GPowerProfileMonitor *power,
                  GParamSpec           *pspec,
                  HearthCallMedia      *self)
{
  hearth_camera_set_half_rate (self->camera, g_power_profile_monitor_get_power_saver_enabled (power));
}

static void
hearth_call_media_dispose (GObject *object)
{
  HearthCallMedia *self = HEARTH_CALL_MEDIA (object);

  hearth_call_media_close (self);
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    g_clear_pointer (&self->units[kind].open_id, g_free);
  g_clear_object (&self->camera);
  g_clear_object (&self->microphone);
  g_clear_object (&self->speaker);
  g_clear_object (&self->devices);
  g_clear_object (&self->access);
  g_clear_object (&self->settings);
  g_clear_object (&self->power);

  G_OBJECT_CLASS (hearth_call_media_parent_class)->dispose (object);
}

static void
hearth_call_media_class_init (HearthCallMediaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_call_media_dispose;

  signals[LEVEL_CHANGED] = g_signal_new ("level-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
hearth_call_media_init (HearthCallMedia *self)
{
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      self->units[kind].kind = kind;
      self->units[kind].media = self;
    }
}

static void
watch (HearthCallMedia *self)
{
  g_signal_connect_object (self->camera, "live", G_CALLBACK (on_camera_live), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->camera, "failed", G_CALLBACK (on_camera_failed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->microphone, "live", G_CALLBACK (on_microphone_live), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->microphone, "failed", G_CALLBACK (on_microphone_failed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->microphone, "level-changed", G_CALLBACK (on_level_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->speaker, "live", G_CALLBACK (on_speaker_live), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->speaker, "failed", G_CALLBACK (on_speaker_failed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->access, "granted", G_CALLBACK (on_access_granted), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->access, "refused", G_CALLBACK (on_access_refused), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->devices, "changed", G_CALLBACK (on_device_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->power, "notify::power-saver-enabled", G_CALLBACK (on_power_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->settings, "notify::high-definition", G_CALLBACK (on_resolution_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->settings, "voice-changed", G_CALLBACK (on_voice_changed), self, G_CONNECT_DEFAULT);
}

HearthCallMedia *
hearth_call_media_new (HearthCallDevices   *devices,
                       HearthCameraAccess  *access,
                       HearthSettings      *settings,
                       GError             **error)
{
  g_autoptr (HearthCallMedia) self = g_object_new (HEARTH_TYPE_CALL_MEDIA, NULL);

  self->devices = g_object_ref (devices);
  self->access = g_object_ref (access);
  self->settings = g_object_ref (settings);
  self->power = g_power_profile_monitor_dup_default ();
  self->speaker = hearth_speaker_new (error);
  if (self->speaker == NULL)
    return NULL;
  self->microphone = hearth_microphone_new (self->speaker, error);
  if (self->microphone == NULL)
    return NULL;
  self->camera = hearth_camera_new (error);
  if (self->camera == NULL)
    return NULL;

  hearth_microphone_set_muted (self->microphone, TRUE);
  update_resolution (self);
  on_power_changed (self->power, NULL, self);
  watch (self);

  return g_steal_pointer (&self);
}

void
hearth_call_media_set_capturing (HearthCallMedia *self,
                                 gboolean         capturing)
{
  g_return_if_fail (HEARTH_IS_CALL_MEDIA (self));

  self->capturing = capturing;
  update_wanted (self);
}

void
hearth_call_media_set_microphone_on (HearthCallMedia *self,
                                     gboolean         on)
{
  g_return_if_fail (HEARTH_IS_CALL_MEDIA (self));

  self->microphone_on = on;
  hearth_microphone_set_muted (self->microphone, !on);
}

void
hearth_call_media_set_camera_on (HearthCallMedia *self,
                                 gboolean         on)
{
  g_return_if_fail (HEARTH_IS_CALL_MEDIA (self));

  self->camera_on = on;
  update_wanted (self);
}

void
hearth_call_media_start_speaker (HearthCallMedia *self)
{
  g_return_if_fail (HEARTH_IS_CALL_MEDIA (self));

  self->units[HEARTH_DEVICE_SPEAKER].wanted = TRUE;
  apply (&self->units[HEARTH_DEVICE_SPEAKER]);
}

HearthRtpSource *
hearth_call_media_get_audio (HearthCallMedia *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_MEDIA (self), NULL);

  return HEARTH_RTP_SOURCE (self->microphone);
}

HearthLayeredSource *
hearth_call_media_get_video (HearthCallMedia *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_MEDIA (self), NULL);

  return hearth_camera_get_source (self->camera);
}

HearthSpeaker *
hearth_call_media_get_speaker (HearthCallMedia *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_MEDIA (self), NULL);

  return self->speaker;
}

HearthFrameMailbox *
hearth_call_media_get_self_view (HearthCallMedia *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_MEDIA (self), NULL);

  return hearth_camera_get_mailbox (self->camera);
}

void
hearth_call_media_test_speaker (HearthCallMedia *self)
{
  g_return_if_fail (HEARTH_IS_CALL_MEDIA (self));

  if (self->closed)
    return;

  hearth_call_media_start_speaker (self);
  if (self->test_sound == NULL)
    self->test_sound = hearth_chime_new (self->speaker, HEARTH_CHIME_TEST);
  hearth_chime_ring (self->test_sound);
}

double
hearth_call_media_get_level (HearthCallMedia *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_MEDIA (self), 0);

  return hearth_microphone_get_level (self->microphone);
}

double
hearth_call_media_get_heard (HearthCallMedia *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_MEDIA (self), -100);

  return hearth_microphone_get_heard (self->microphone);
}

void
hearth_call_media_close (HearthCallMedia *self)
{
  g_return_if_fail (HEARTH_IS_CALL_MEDIA (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    forget_failure (&self->units[kind]);
  g_clear_pointer (&self->test_sound, hearth_chime_free);
  if (self->camera != NULL)
    hearth_camera_close (self->camera);
  if (self->microphone != NULL)
    hearth_microphone_close (self->microphone);
  if (self->speaker != NULL)
    hearth_speaker_close (self->speaker);
}
