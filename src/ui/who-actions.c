/* Who is who, as actions of a window: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/who-actions.h"

#include "ui/compare-dialog.h"
#include "ui/identity-dialog.h"
#include "ui/network-dialog.h"
#include "ui/snapshot.h"

#define CALL "hearth-call"

static HearthCall *
get_call (GtkWidget *window)
{
  return g_object_get_data (G_OBJECT (window), CALL);
}

static HearthParticipant *
find (HearthCall *call,
      const char *id)
{
  GListModel *participants = hearth_call_get_participants (call);

  for (guint i = 0; i < g_list_model_get_n_items (participants); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);

      if (g_str_equal (hearth_participant_get_id (participant), id))
        return g_steal_pointer (&participant);
    }

  return NULL;
}

static void
on_is (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       user_data)
{
  GtkWidget *window = GTK_WIDGET (user_data);
  HearthCall *call = get_call (window);
  g_autoptr (HearthParticipant) participant = find (call, g_variant_get_string (parameter, NULL));

  if (participant != NULL)
    adw_dialog_present (hearth_identity_dialog_new (call, participant), window);
}

static void
on_network (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  GtkWidget *window = GTK_WIDGET (user_data);
  HearthCall *call = get_call (window);
  g_autoptr (HearthParticipant) participant = find (call, g_variant_get_string (parameter, NULL));

  if (participant != NULL)
    adw_dialog_present (hearth_network_dialog_new (call, participant), window);
}

static void
on_compare (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  HearthCall *call = get_call (GTK_WIDGET (user_data));
  g_autoptr (HearthParticipant) participant = find (call, g_variant_get_string (parameter, NULL));

  if (participant != NULL)
    hearth_acquaintances_compare (hearth_call_get_acquaintances (call), participant);
}

static void
take (HearthWindow      *window,
      GVariant          *id,
      HearthPictureKind  kind)
{
  HearthCall *call = get_call (GTK_WIDGET (window));
  g_autoptr (HearthParticipant) participant = find (call, g_variant_get_string (id, NULL));

  if (participant != NULL)
    hearth_snapshot_take (window, call, participant, kind);
}

static void
on_picture (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  take (HEARTH_WINDOW (user_data), parameter, HEARTH_PICTURE_CAMERA);
}

static void
on_screen (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  take (HEARTH_WINDOW (user_data), parameter, HEARTH_PICTURE_SHARE);
}

static void
on_comparing (HearthAcquaintances *acquaintances,
              HearthComparison    *comparison,
              GtkWidget           *window)
{
  HearthCall *call = get_call (window);
  g_autoptr (HearthParticipant) participant = find (call, hearth_comparison_get_peer (comparison));

  if (participant != NULL)
    adw_dialog_present (hearth_compare_dialog_new (call, comparison, hearth_participant_get_name (participant)), window);
  else
    hearth_acquaintances_answer (acquaintances, comparison, HEARTH_COMPARISON_CANCEL);
}

void
hearth_who_actions_add (HearthWindow *window,
                        HearthCall   *call)
{
  static const GActionEntry entries[] = {
    { .name = "is", .parameter_type = "s", .activate = on_is },
    { .name = "network", .parameter_type = "s", .activate = on_network },
    { .name = "compare", .parameter_type = "s", .activate = on_compare },
    { .name = "picture", .parameter_type = "s", .activate = on_picture },
    { .name = "screen", .parameter_type = "s", .activate = on_screen },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_return_if_fail (HEARTH_IS_WINDOW (window) && HEARTH_IS_CALL (call));

  g_object_set_data_full (G_OBJECT (window), CALL, g_object_ref (call), g_object_unref);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), window);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "who", G_ACTION_GROUP (group));
  g_signal_connect_object (hearth_call_get_acquaintances (call), "comparing", G_CALLBACK (on_comparing), window,
                           G_CONNECT_DEFAULT);
}
