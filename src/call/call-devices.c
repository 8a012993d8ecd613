/* Which camera, microphone and speaker is in use: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-devices.h"

#include "call/call.h"

typedef struct
{
  GListModel *list;
  char *chosen;           /* nullable: follow the system */
  HearthDevice *device;   /* nullable: in use now */
  HearthDevice *settled;  /* nullable: the one people know of */
  gboolean lost;          /* people were told that there is none, or another one */
} Slot;

struct _HearthCallDevices
{
  GObject parent_instance;

  Slot slots[HEARTH_N_DEVICE_KINDS];
  gboolean available;   /* the sound server is there */
  gboolean interrupted; /* it went away since things last settled */
  guint settle_source;
};

enum
{
  CHANGED,
  NOTICE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCallDevices, hearth_call_devices, G_TYPE_OBJECT)

static HearthDevice *
find (GListModel *list,
      const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (HearthDevice) device = g_list_model_get_item (list, i);

      if (g_strcmp0 (hearth_device_get_id (device), id) == 0)
        return g_steal_pointer (&device);
    }

  return NULL;
}

static gboolean
is_same (HearthDevice *a,
         HearthDevice *b)
{
  return g_strcmp0 (a != NULL ? hearth_device_get_id (a) : NULL, b != NULL ? hearth_device_get_id (b) : NULL) == 0;
}

static HearthDevice *
pick (const Slot *slot)
{
  HearthDevice *device = slot->chosen != NULL ? find (slot->list, slot->chosen) : NULL;

  return device != NULL ? device : g_list_model_get_item (slot->list, 0);
}

static void
emit_notice (HearthCallDevices *self,
             HearthCallNotice   notice,
             HearthDevice      *device)
{
  g_signal_emit (self, signals[NOTICE], 0, notice, device != NULL ? hearth_device_get_name (device) : NULL);
}

static gboolean
has_everything_gone (HearthCallDevices *self)
{
  gboolean had_any = FALSE;

  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      had_any |= self->slots[kind].settled != NULL;
      if (self->slots[kind].device != NULL)
        return FALSE;
    }

  return had_any;
}

/* A device that is there and another is used by choice, or because the system's default moved, is no news. */
static void
announce (HearthCallDevices *self,
          Slot              *slot)
{
  g_autoptr (HearthDevice) previous = slot->settled != NULL ? find (slot->list, hearth_device_get_id (slot->settled)) : NULL;
  gboolean was_lost = slot->lost;
  gboolean vanished = slot->settled != NULL && previous == NULL;

  if (slot->device == NULL)
    {
      slot->lost = TRUE;
      emit_notice (self, HEARTH_NOTICE_DEVICE_LOST, slot->settled);
    }
  else if (vanished)
    {
      slot->lost = TRUE;
      emit_notice (self, HEARTH_NOTICE_DEVICE_REPLACED, slot->device);
    }
  else if (was_lost)
    {
      slot->lost = FALSE;
      emit_notice (self, HEARTH_NOTICE_DEVICE_RETURNED, slot->device);
    }
}

static void
on_settled (gpointer user_data)
{
  g_autoptr (HearthCallDevices) self = g_object_ref (HEARTH_CALL_DEVICES (user_data));
  gboolean all_gone = self->interrupted && has_everything_gone (self);

  self->settle_source = 0;
  self->interrupted = !self->available;
  if (all_gone)
    emit_notice (self, HEARTH_NOTICE_SOUND_LOST, NULL);

  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      Slot *slot = &self->slots[kind];

      if (is_same (slot->device, slot->settled))
        continue;
      if (all_gone)
        slot->lost = FALSE;
      else
        announce (self, slot);
      g_set_object (&slot->settled, slot->device);
    }
}

static void
settle_anew (HearthCallDevices *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add_once (HEARTH_CALL_DEVICES_SETTLE_MS, on_settled, self);
}

static void
update (HearthCallDevices *self,
        HearthDeviceKind   kind)
{
  Slot *slot = &self->slots[kind];
  g_autoptr (HearthDevice) device = pick (slot);

  settle_anew (self);
  if (is_same (device, slot->device))
    return;

  g_set_object (&slot->device, device);
  g_signal_emit (self, signals[CHANGED], 0, kind);
}

static void
on_items_changed (GListModel        *list,
                  guint              position,
                  guint              n_removed,
                  guint              n_added,
                  HearthCallDevices *self)
{
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      if (self->slots[kind].list == list)
        update (self, kind);
    }
}

static void
hearth_call_devices_dispose (GObject *object)
{
  HearthCallDevices *self = HEARTH_CALL_DEVICES (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      g_clear_object (&self->slots[kind].list);
      g_clear_object (&self->slots[kind].device);
      g_clear_object (&self->slots[kind].settled);
      g_clear_pointer (&self->slots[kind].chosen, g_free);
    }

  G_OBJECT_CLASS (hearth_call_devices_parent_class)->dispose (object);
}

static void
hearth_call_devices_class_init (HearthCallDevicesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_call_devices_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
hearth_call_devices_init (HearthCallDevices *self)
{
  self->available = TRUE;
}

HearthCallDevices *
hearth_call_devices_new (GListModel *const *lists)
{
  HearthCallDevices *self = g_object_new (HEARTH_TYPE_CALL_DEVICES, NULL);

  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      Slot *slot = &self->slots[kind];

      slot->list = g_object_ref (lists[kind]);
      slot->device = pick (slot);
      g_set_object (&slot->settled, slot->device);
      g_signal_connect_object (slot->list, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_DEFAULT);
    }

  return self;
}

GListModel *
hearth_call_devices_get_list (HearthCallDevices *self,
                              HearthDeviceKind   kind)
{
  g_return_val_if_fail (HEARTH_IS_CALL_DEVICES (self), NULL);
  g_return_val_if_fail (kind < HEARTH_N_DEVICE_KINDS, NULL);

  return self->slots[kind].list;
}

void
hearth_call_devices_set_available (HearthCallDevices *self,
                                   gboolean           available)
{
  g_return_if_fail (HEARTH_IS_CALL_DEVICES (self));

  self->available = available;
  self->interrupted |= !available;
  settle_anew (self);
}

void
hearth_call_devices_choose (HearthCallDevices *self,
                            HearthDeviceKind   kind,
                            const char        *id)
{
  g_return_if_fail (HEARTH_IS_CALL_DEVICES (self));
  g_return_if_fail (kind < HEARTH_N_DEVICE_KINDS);

  if (!g_set_str (&self->slots[kind].chosen, id != NULL && *id != '\0' ? id : NULL))
    return;

  /* Who chooses knows: the change that follows is no news. */
  self->slots[kind].lost = FALSE;
  update (self, kind);
}

HearthDevice *
hearth_call_devices_get (HearthCallDevices *self,
                         HearthDeviceKind   kind)
{
  g_return_val_if_fail (HEARTH_IS_CALL_DEVICES (self), NULL);
  g_return_val_if_fail (kind < HEARTH_N_DEVICE_KINDS, NULL);

  return self->slots[kind].device;
}
