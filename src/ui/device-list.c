/* Which camera, microphone or speaker: see the header.
 *
 * A button stays for as long as its device is there or chosen, so that neither the keyboard's focus nor a screen reader notices
 * that another one comes or goes. A chosen one that is away says so and stays sensitive: the keyboard enters a group by its
 * active button, and could reach none of the others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/device-list.h"

#include <glib/gi18n.h>

#include "ui/chosen-device.h"
#include "ui/device-button.h"
#include "ui/sentences.h"

struct _HearthDeviceList
{
  GtkBox parent_instance;

  HearthCall *call;
  HearthDeviceKind kind;
  GtkWidget *follow;
  GHashTable *buttons; /* device id → HearthDeviceButton, our child */
  gboolean refreshing; /* changes of "active" are ours */
};

G_DEFINE_FINAL_TYPE (HearthDeviceList, hearth_device_list, GTK_TYPE_BOX)

static void
on_toggled (GtkCheckButton   *button,
            HearthDeviceList *self)
{
  const char *id = hearth_device_button_get_id (HEARTH_DEVICE_BUTTON (button));
  GListModel *devices = hearth_call_get_devices (self->call, self->kind);

  if (self->refreshing || !gtk_check_button_get_active (button))
    return;

  if (id == NULL)
    {
      hearth_call_choose_device (self->call, self->kind, NULL);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (HearthDevice) device = g_list_model_get_item (devices, i);

      if (g_str_equal (hearth_device_get_id (device), id))
        {
          hearth_call_choose_device (self->call, self->kind, device);
          return;
        }
    }
}

/* @id: (nullable): none is to follow the system */
static GtkWidget *
add_button (HearthDeviceList *self,
            const char       *id)
{
  GtkWidget *button = hearth_device_button_new (id);

  if (self->follow != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (self->follow));
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (self), button);

  return button;
}

/* What it is at present: the first in the list. */
static char *
make_follow_words (GListModel *devices)
{
  g_autoptr (HearthDevice) first = g_list_model_get_item (devices, 0);
  g_autofree char *name = NULL;

  if (first == NULL)
    return g_strdup (_("Follow the System (none found)"));

  name = hearth_sentence_isolate (hearth_device_get_name (first));

  /* Translators: %s is the name of the camera, microphone or speaker that the system uses at present */
  return g_strdup_printf (_("Follow the System (%s)"), name);
}

/* Those that are not in @shown any more. */
static void
remove_others (HearthDeviceList *self,
               GHashTable       *shown)
{
  GHashTableIter iter;
  gpointer id, button;

  g_hash_table_iter_init (&iter, self->buttons);
  while (g_hash_table_iter_next (&iter, &id, &button))
    {
      if (g_hash_table_contains (shown, button))
        continue;

      /* The keyboard stays in the menu. */
      if (gtk_widget_has_focus (button))
        gtk_widget_grab_focus (self->follow);
      gtk_box_remove (GTK_BOX (self), button);
      g_hash_table_iter_remove (&iter);
    }
}

static GtkWidget *
show_button (HearthDeviceList *self,
             HearthDevice     *device,
             gboolean          there,
             GtkWidget        *before)
{
  const char *id = hearth_device_get_id (device);
  GtkWidget *button = g_hash_table_lookup (self->buttons, id);

  if (button == NULL)
    {
      button = add_button (self, id);
      g_hash_table_insert (self->buttons, g_strdup (id), button);
    }
  hearth_device_button_set_words (HEARTH_DEVICE_BUTTON (button), hearth_device_get_name (device));
  hearth_device_button_set_there (HEARTH_DEVICE_BUTTON (button), there);
  gtk_box_reorder_child_after (GTK_BOX (self), button, before);

  return button;
}

static void
refresh (HearthDeviceList *self)
{
  GListModel *devices = hearth_call_get_devices (self->call, self->kind);
  gboolean there;
  g_autoptr (HearthDevice) chosen = hearth_chosen_device_get (self->call, self->kind, &there);
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);
  g_autofree char *words = make_follow_words (devices);
  GtkWidget *before = self->follow;
  GtkWidget *active = self->follow;

  self->refreshing = TRUE;
  hearth_device_button_set_words (HEARTH_DEVICE_BUTTON (self->follow), words);
  for (guint i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (HearthDevice) device = g_list_model_get_item (devices, i);

      before = show_button (self, device, TRUE, before);
      g_hash_table_add (shown, before);
    }
  if (chosen != NULL && !there)
    g_hash_table_add (shown, show_button (self, chosen, FALSE, before));
  if (chosen != NULL)
    active = g_hash_table_lookup (self->buttons, hearth_device_get_id (chosen));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (active), TRUE);
  remove_others (self, shown);
  self->refreshing = FALSE;
}

static void
on_device_changed (HearthDeviceList *self,
                   int               kind)
{
  if ((HearthDeviceKind) kind == self->kind)
    refresh (self);
}

static void
hearth_device_list_dispose (GObject *object)
{
  HearthDeviceList *self = HEARTH_DEVICE_LIST (object);

  g_clear_pointer (&self->buttons, g_hash_table_unref);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_device_list_parent_class)->dispose (object);
}

static void
hearth_device_list_class_init (HearthDeviceListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_device_list_dispose;

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
}

static void
hearth_device_list_init (HearthDeviceList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->buttons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
hearth_device_list_bind (HearthDeviceList *self,
                         HearthCall       *call,
                         HearthDeviceKind  kind)
{
  g_autofree char *setting = NULL;

  g_return_if_fail (HEARTH_IS_DEVICE_LIST (self));
  g_return_if_fail (HEARTH_IS_CALL (call));
  g_return_if_fail (kind < HEARTH_N_DEVICE_KINDS);
  g_return_if_fail (self->call == NULL);

  self->call = g_object_ref (call);
  self->kind = kind;
  self->follow = add_button (self, NULL);

  setting = g_strconcat ("notify::", hearth_chosen_device_get_setting (kind), NULL);
  g_signal_connect_object (hearth_call_get_devices (call, kind), "items-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "device-changed", G_CALLBACK (on_device_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_settings (call), setting, G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}
