/* Which device this person has chosen: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/chosen-device.h"

static const char *const settings[HEARTH_N_DEVICE_KINDS] = {
  [HEARTH_DEVICE_CAMERA] = "camera",
  [HEARTH_DEVICE_MICROPHONE] = "microphone",
  [HEARTH_DEVICE_SPEAKER] = "speaker",
};

static const char *const name_settings[HEARTH_N_DEVICE_KINDS] = {
  [HEARTH_DEVICE_CAMERA] = "camera-name",
  [HEARTH_DEVICE_MICROPHONE] = "microphone-name",
  [HEARTH_DEVICE_SPEAKER] = "speaker-name",
};

const char *
hearth_chosen_device_get_setting (HearthDeviceKind kind)
{
  g_return_val_if_fail (kind < HEARTH_N_DEVICE_KINDS, NULL);

  return settings[kind];
}

HearthDevice *
hearth_chosen_device_get (HearthCall       *call,
                          HearthDeviceKind  kind,
                          gboolean         *there)
{
  GListModel *devices;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);
  g_return_val_if_fail (kind < HEARTH_N_DEVICE_KINDS, NULL);
  g_return_val_if_fail (there != NULL, NULL);

  *there = FALSE;
  g_object_get (hearth_call_get_settings (call), settings[kind], &id, name_settings[kind], &name, NULL);
  if (id == NULL || *id == '\0')
    return NULL;

  devices = hearth_call_get_devices (call, kind);
  for (guint i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (HearthDevice) device = g_list_model_get_item (devices, i);

      if (!g_str_equal (hearth_device_get_id (device), id))
        continue;
      *there = TRUE;
      return g_steal_pointer (&device);
    }

  /* Who wrote the one into the store may not have written the other. */
  return hearth_device_new (kind, id, name != NULL && *name != '\0' ? name : id);
}
