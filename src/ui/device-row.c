/* Which camera, microphone or speaker: see the header.
 *
 * The row's own list is the system's choice followed by the names of the devices in their order, and the chosen one where it is away, so
 * that the system's choice can be made then. It is replaced when a device
 * comes or goes, because AdwComboRow would otherwise choose a neighbour of a device that vanished, and the person did not. It is
 * left alone when nothing changed: GObject::notify does not recurse but starts over, so a handler of notify::selected that
 * changes the selection would never end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/device-row.h"

#include <glib/gi18n.h>

#include "base/main-thread.h"
#include "ui/chosen-device.h"
#include "ui/sentences.h"

struct _HearthDeviceRow
{
  AdwComboRow parent_instance;

  HearthCall *call;
  HearthDeviceKind kind;
  gboolean refreshing; /* changes of "selected" are ours */
  gboolean choosing;   /* the row tells of a choice: its list stays */
};

G_DEFINE_FINAL_TYPE (HearthDeviceRow, hearth_device_row, ADW_TYPE_COMBO_ROW)

static gboolean
same_names (GListModel    *model,
            GtkStringList *names)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (names));

  if (model == NULL || g_list_model_get_n_items (model) != n)
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (model), i), gtk_string_list_get_string (names, i)) != 0)
      return FALSE;

  return TRUE;
}

static void
append_absent (GtkStringList *names,
               HearthDevice  *device)
{
  g_autofree char *name = hearth_sentence_isolate (hearth_device_get_name (device));
  g_autofree char *words = NULL;

  /* Translators: %s is the name of a camera, microphone or speaker that was chosen and cannot be used at the moment */
  words = g_strdup_printf (_("%s (not available)"), name);
  gtk_string_list_append (names, words);
}

static void
refresh (HearthDeviceRow *self)
{
  GListModel *devices = hearth_call_get_devices (self->call, self->kind);
  HearthDevice *in_use = hearth_call_get_device (self->call, self->kind);
  gboolean there;
  g_autoptr (HearthDevice) chosen = hearth_chosen_device_get (self->call, self->kind, &there);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  if (self->choosing)
    return;

  gtk_string_list_append (names, _("System Default"));
  for (guint i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (HearthDevice) device = g_list_model_get_item (devices, i);

      gtk_string_list_append (names, hearth_device_get_name (device));
      if (chosen != NULL && g_str_equal (hearth_device_get_id (chosen), hearth_device_get_id (device)))
        selected = i + 1;
    }
  if (chosen != NULL && !there)
    {
      append_absent (names, chosen);
      selected = g_list_model_get_n_items (devices) + 1;
    }

  self->refreshing = TRUE;
  if (!same_names (adw_combo_row_get_model (ADW_COMBO_ROW (self)), names))
    adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  if (adw_combo_row_get_selected (ADW_COMBO_ROW (self)) != selected)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self), selected);
  self->refreshing = FALSE;

  /* Where the system chooses, or the chosen one is not there, say which one that is. */
  if (there)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), "");
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), in_use != NULL ? hearth_device_get_name (in_use) : _("None found"));
}

static void
on_chosen (gpointer target,
           gpointer data)
{
  HearthDeviceRow *self = HEARTH_DEVICE_ROW (target);

  if (self->call != NULL)
    refresh (self);
}

/* AdwComboRow is in the middle of it: a list that is replaced now would be gone when this returns. */
static void
on_selected (HearthDeviceRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  g_autoptr (HearthDevice) device = NULL;

  if (self->refreshing || selected == GTK_INVALID_LIST_POSITION)
    return;

  if (selected > 0)
    device = g_list_model_get_item (hearth_call_get_devices (self->call, self->kind), selected - 1);
  if (selected > 0 && device == NULL) /* the one that is away: chosen already */
    return;

  self->choosing = TRUE;
  hearth_call_choose_device (self->call, self->kind, device);
  self->choosing = FALSE;
  hearth_main_thread_post (self, on_chosen, NULL, NULL);
}

static void
on_device_changed (HearthDeviceRow *self,
                   int              kind)
{
  if ((HearthDeviceKind) kind == self->kind)
    refresh (self);
}

static void
hearth_device_row_dispose (GObject *object)
{
  HearthDeviceRow *self = HEARTH_DEVICE_ROW (object);

  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_device_row_parent_class)->dispose (object);
}

static void
hearth_device_row_class_init (HearthDeviceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_device_row_dispose;
}

static void
hearth_device_row_init (HearthDeviceRow *self)
{
  /* Names come from the system; an "&" in one is not markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

void
hearth_device_row_bind (HearthDeviceRow  *self,
                        HearthCall       *call,
                        HearthDeviceKind  kind)
{
  g_autofree char *setting = NULL;

  g_return_if_fail (HEARTH_IS_DEVICE_ROW (self));
  g_return_if_fail (HEARTH_IS_CALL (call));
  g_return_if_fail (self->call == NULL);

  self->call = g_object_ref (call);
  self->kind = kind;

  setting = g_strconcat ("notify::", hearth_chosen_device_get_setting (kind), NULL);
  g_signal_connect_object (hearth_call_get_settings (call), setting, G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_devices (call, kind), "items-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "device-changed", G_CALLBACK (on_device_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::selected", G_CALLBACK (on_selected), NULL);
  refresh (self);
}
