/* What sees, hears and speaks for a person: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-equipment.h"

#include "media/device-monitor.h"

/* A device that appears this long after people agreed to be seen and heard was not there when they did: it stays off until they
 * say. */
#define DEVICE_PATIENCE_US (5 * G_USEC_PER_SEC)

struct _HearthCallEquipment
{
  GObject parent_instance;

  HearthSettings *settings;
  HearthDeviceMonitor *monitor;
  HearthCameraAccess *access;
  HearthCallDevices *devices;
  HearthCallMedia *media; /* nullable: while started */

  gboolean wanted[HEARTH_N_DEVICE_KINDS]; /* camera and microphone: what the person wants */
  gboolean had[HEARTH_N_DEVICE_KINDS];    /* whether there has been such a device since capturing_since */
  gint64 capturing_since;                 /* µs monotonic; 0: nobody agreed */
};

enum
{
  ON_CHANGED,
  DEVICE_CHANGED,
  LEVEL_CHANGED,
  NOTICE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCallEquipment, hearth_call_equipment, G_TYPE_OBJECT)

static const char *const device_settings[HEARTH_N_DEVICE_KINDS] = {
  [HEARTH_DEVICE_CAMERA] = "camera",
  [HEARTH_DEVICE_MICROPHONE] = "microphone",
  [HEARTH_DEVICE_SPEAKER] = "speaker",
};

static const char *const name_settings[HEARTH_N_DEVICE_KINDS] = {
  [HEARTH_DEVICE_CAMERA] = "camera-name",
  [HEARTH_DEVICE_MICROPHONE] = "microphone-name",
  [HEARTH_DEVICE_SPEAKER] = "speaker-name",
};

/* The system may call the chosen one something else than it did when it was chosen. */
static void
remember_name (HearthCallEquipment *self,
               HearthDeviceKind     kind)
{
  HearthDevice *device = hearth_call_devices_get (self->devices, kind);
  g_autofree char *chosen = NULL;

  g_object_get (self->settings, device_settings[kind], &chosen, NULL);
  if (device != NULL && g_str_equal (hearth_device_get_id (device), chosen))
    g_object_set (self->settings, name_settings[kind], hearth_device_get_name (device), NULL);
}

static void
on_device_changed (HearthCallDevices   *devices,
                   int                  kind,
                   HearthCallEquipment *self)
{
  gboolean there = hearth_call_devices_get (devices, kind) != NULL;
  gboolean surprising = there && !self->had[kind] && self->capturing_since != 0
                        && g_get_monotonic_time () - self->capturing_since > DEVICE_PATIENCE_US;

  self->had[kind] |= there;
  if (kind != HEARTH_DEVICE_SPEAKER)
    hearth_call_equipment_set_on (self, kind, self->wanted[kind] && !surprising);
  remember_name (self, kind);
  g_signal_emit (self, signals[DEVICE_CHANGED], 0, kind);
}

static void
on_notice (GObject             *source,
           int                  notice,
           const char          *detail,
           HearthCallEquipment *self)
{
  g_signal_emit (self, signals[NOTICE], 0, notice, detail);
}

static void
on_level_changed (HearthCallMedia     *media,
                  HearthCallEquipment *self)
{
  g_signal_emit (self, signals[LEVEL_CHANGED], 0);
}

static void
on_available_changed (HearthDeviceMonitor *monitor,
                      GParamSpec          *pspec,
                      HearthCallEquipment *self)
{
  hearth_call_devices_set_available (self->devices, hearth_device_monitor_get_available (monitor));
}

static void
on_setting_changed (HearthSettings      *settings,
                    GParamSpec          *pspec,
                    HearthCallEquipment *self)
{
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      g_autofree char *id = NULL;

      g_object_get (settings, device_settings[kind], &id, NULL);
      hearth_call_devices_choose (self->devices, kind, id);
    }
}

static void
hearth_call_equipment_dispose (GObject *object)
{
  HearthCallEquipment *self = HEARTH_CALL_EQUIPMENT (object);

  hearth_call_equipment_stop (self);
  g_clear_object (&self->devices);
  g_clear_object (&self->access);
  g_clear_object (&self->monitor);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (hearth_call_equipment_parent_class)->dispose (object);
}

static void
hearth_call_equipment_class_init (HearthCallEquipmentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_call_equipment_dispose;

  signals[ON_CHANGED] = g_signal_new ("on-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[DEVICE_CHANGED] = g_signal_new ("device-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[LEVEL_CHANGED] = g_signal_new ("level-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
hearth_call_equipment_init (HearthCallEquipment *self)
{
  GListModel *lists[HEARTH_N_DEVICE_KINDS];

  self->monitor = hearth_device_monitor_new ();
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    lists[kind] = hearth_device_monitor_get_devices (self->monitor, kind);
  self->access = hearth_camera_access_new (self->monitor);
  self->devices = hearth_call_devices_new (lists);

  g_signal_connect_object (self->devices, "changed", G_CALLBACK (on_device_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->devices, "notice", G_CALLBACK (on_notice), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->monitor, "notify::available", G_CALLBACK (on_available_changed), self, G_CONNECT_DEFAULT);
}

HearthCallEquipment *
hearth_call_equipment_new (HearthSettings *settings)
{
  HearthCallEquipment *self = g_object_new (HEARTH_TYPE_CALL_EQUIPMENT, NULL);

  self->settings = g_object_ref (settings);
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      g_autofree char *detailed = g_strconcat ("notify::", device_settings[kind], NULL);

      g_signal_connect_object (settings, detailed, G_CALLBACK (on_setting_changed), self, G_CONNECT_DEFAULT);
    }
  on_setting_changed (settings, NULL, self);
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    remember_name (self, kind);

  return self;
}

gboolean
hearth_call_equipment_start (HearthCallEquipment  *self,
                             GError              **error)
{
  gboolean camera, microphone;

  g_return_val_if_fail (HEARTH_IS_CALL_EQUIPMENT (self), FALSE);

  if (self->media != NULL)
    return TRUE;

  self->media = hearth_call_media_new (self->devices, self->access, self->settings, error);
  if (self->media == NULL)
    return FALSE;

  g_signal_connect_object (self->media, "level-changed", G_CALLBACK (on_level_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->media, "notice", G_CALLBACK (on_notice), self, G_CONNECT_DEFAULT);
  g_object_get (self->settings, "join-with-camera", &camera, "join-with-microphone", &microphone, NULL);
  hearth_call_equipment_set_on (self, HEARTH_DEVICE_CAMERA, camera);
  hearth_call_equipment_set_on (self, HEARTH_DEVICE_MICROPHONE, microphone);

  return TRUE;
}

void
hearth_call_equipment_stop (HearthCallEquipment *self)
{
  g_return_if_fail (HEARTH_IS_CALL_EQUIPMENT (self));

  if (self->media == NULL)
    return;

  hearth_call_equipment_set_capturing (self, FALSE);
  hearth_call_media_close (self->media);
  g_clear_object (&self->media);
}

HearthCallMedia *
hearth_call_equipment_get_media (HearthCallEquipment *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_EQUIPMENT (self), NULL);

  return self->media;
}

void
hearth_call_equipment_set_capturing (HearthCallEquipment *self,
                                     gboolean             capturing)
{
  g_return_if_fail (HEARTH_IS_CALL_EQUIPMENT (self));

  if (capturing == (self->capturing_since != 0) || self->media == NULL)
    return;

  self->capturing_since = capturing ? g_get_monotonic_time () : 0;
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    self->had[kind] = hearth_call_devices_get (self->devices, kind) != NULL;
  hearth_call_media_set_capturing (self->media, capturing);
}

void
hearth_call_equipment_set_on (HearthCallEquipment *self,
                              HearthDeviceKind     kind,
                              gboolean             on)
{
  g_return_if_fail (HEARTH_IS_CALL_EQUIPMENT (self));
  g_return_if_fail (kind == HEARTH_DEVICE_CAMERA || kind == HEARTH_DEVICE_MICROPHONE);

  self->wanted[kind] = on;

  /* Off takes effect before anybody is told so, on after. */
  if (self->media != NULL && kind == HEARTH_DEVICE_CAMERA)
    hearth_call_media_set_camera_on (self->media, on);
  else if (self->media != NULL)
    hearth_call_media_set_microphone_on (self->media, on);

  g_signal_emit (self, signals[ON_CHANGED], 0, kind);
}

gboolean
hearth_call_equipment_is_on (HearthCallEquipment *self,
                             HearthDeviceKind     kind)
{
  g_return_val_if_fail (HEARTH_IS_CALL_EQUIPMENT (self), FALSE);
  g_return_val_if_fail (kind < HEARTH_N_DEVICE_KINDS, FALSE);

  return self->wanted[kind] && hearth_call_devices_get (self->devices, kind) != NULL;
}

GListModel *
hearth_call_equipment_get_list (HearthCallEquipment *self,
                                HearthDeviceKind     kind)
{
  g_return_val_if_fail (HEARTH_IS_CALL_EQUIPMENT (self), NULL);

  return hearth_call_devices_get_list (self->devices, kind);
}

HearthDevice *
hearth_call_equipment_get_device (HearthCallEquipment *self,
                                  HearthDeviceKind     kind)
{
  g_return_val_if_fail (HEARTH_IS_CALL_EQUIPMENT (self), NULL);

  return hearth_call_devices_get (self->devices, kind);
}

void
hearth_call_equipment_choose (HearthCallEquipment *self,
                              HearthDeviceKind     kind,
                              HearthDevice        *device)
{
  g_return_if_fail (HEARTH_IS_CALL_EQUIPMENT (self));
  g_return_if_fail (kind < HEARTH_N_DEVICE_KINDS);

  g_object_set (self->settings,
                name_settings[kind], device != NULL ? hearth_device_get_name (device) : "",
                device_settings[kind], device != NULL ? hearth_device_get_id (device) : "",
                NULL);
}
