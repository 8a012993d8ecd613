/* Everybody beside the pictures: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/people-panel.h"

#include <glib/gi18n.h>

#include "ui/verdicts-dialog.h"
#include "ui/knock-row.h"
#include "ui/person-row.h"
#include "ui/sentences.h"

struct _HearthPeoplePanel
{
  AdwBin parent_instance;

  HearthCall *call;
  HearthParticipant *pinned; /* nullable */

  AdwPreferencesGroup *waiting;
  GtkListBox *people;
  GtkLabel *host;
  GtkWidget *order;
  GtkWidget *lower_hands;
  AdwSwitchRow *may_unmute;
  AdwSwitchRow *may_share;
  AdwSwitchRow *may_chat;
  AdwSwitchRow *may_rename;
  gboolean updating; /* the rows follow the host's word, and nobody has touched them */
  GtkWidget *door;
  GtkWidget *ask;
  GtkWidget *verdicts;
  AdwSwitchRow *locked;
};

enum
{
  PROP_0,
  PROP_PINNED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthPeoplePanel, hearth_people_panel, ADW_TYPE_BIN)

/* --- Who is here -------------------------------------------------------------------------------------------------------- */

/* One of them at most: whoever was before is not any more. */
static void
set_pinned (HearthPeoplePanel *self,
            HearthParticipant *participant)
{
  GtkListBoxRow *row;

  if (!g_set_object (&self->pinned, participant))
    return;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->people, i)) != NULL; i++)
    {
      HearthPersonRow *person = HEARTH_PERSON_ROW (row);

      hearth_person_row_set_pinned (person, hearth_person_row_get_participant (person) == participant);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
}

static void
on_row_pinned (HearthPeoplePanel *self,
               GParamSpec        *pspec,
               HearthPersonRow   *row)
{
  HearthParticipant *participant = hearth_person_row_get_participant (row);

  if (hearth_person_row_is_pinned (row))
    set_pinned (self, participant);
  else if (participant == self->pinned)
    set_pinned (self, NULL);
}

static guint
find_position (HearthPeoplePanel *self,
               HearthParticipant *participant)
{
  GListModel *participants = hearth_call_get_participants (self->call);
  guint n = g_list_model_get_n_items (participants);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthParticipant) other = g_list_model_get_item (participants, i);

      if (other == participant)
        return i;
    }

  return n;
}

/* Who wants to speak comes first, in the order of their row, then the others as they came. Rows only move, so that the keyboard stays
 * where it was, and a menu open. */
static int
compare (GtkListBoxRow *row,
         GtkListBoxRow *other,
         gpointer       user_data)
{
  HearthPeoplePanel *self = HEARTH_PEOPLE_PANEL (user_data);
  HearthParticipant *a = hearth_person_row_get_participant (HEARTH_PERSON_ROW (row));
  HearthParticipant *b = hearth_person_row_get_participant (HEARTH_PERSON_ROW (other));
  guint hand_a = hearth_participant_get_hand (a);
  guint hand_b = hearth_participant_get_hand (b);

  if (hand_a == hand_b)
    return (int) find_position (self, a) - (int) find_position (self, b);
  if (hand_a == 0 || hand_b == 0)
    return hand_a == 0 ? 1 : -1;

  return hand_a < hand_b ? -1 : 1;
}

static void
update_hands (HearthPeoplePanel *self)
{
  const HearthAct act = { .kind = HEARTH_ACT_LOWER_ALL_HANDS };
  GListModel *participants = hearth_call_get_participants (self->call);
  gboolean any = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (participants); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);

      any = any || hearth_participant_get_hand (participant) > 0;
    }
  any = any && hearth_call_may_act (self->call, &act, NULL);

  /* The keyboard is not left at a button that is gone. */
  if (!any && gtk_widget_has_focus (self->lower_hands))
    gtk_widget_child_focus (GTK_WIDGET (self->people), GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (self->lower_hands, any);
}

static void
on_hand_notify (HearthPeoplePanel *self)
{
  gtk_list_box_invalidate_sort (self->people);
  update_hands (self);
}

static gboolean
has_row (HearthPeoplePanel *self,
         HearthParticipant *participant)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->people, i)) != NULL; i++)
    if (hearth_person_row_get_participant (HEARTH_PERSON_ROW (row)) == participant)
      return TRUE;

  return FALSE;
}

static void
add_row (HearthPeoplePanel *self,
         HearthParticipant *participant)
{
  GtkWidget *row = hearth_person_row_new (self->call, participant);

  g_signal_connect_object (row, "notify::pinned", G_CALLBACK (on_row_pinned), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (participant, "notify::hand", G_CALLBACK (on_hand_notify), self, G_CONNECT_SWAPPED);
  hearth_person_row_set_pinned (HEARTH_PERSON_ROW (row), participant == self->pinned);
  gtk_list_box_append (self->people, row);
}

/* The list box sorts its rows by itself and therefore cannot be bound to the list. */
static void
on_participants_changed (GListModel        *participants,
                         guint              position,
                         guint              n_removed,
                         guint              n_added,
                         HearthPeoplePanel *self)
{
  GtkListBoxRow *row;

  for (int i = 0; n_removed > 0 && (row = gtk_list_box_get_row_at_index (self->people, i)) != NULL;)
    {
      HearthParticipant *participant = hearth_person_row_get_participant (HEARTH_PERSON_ROW (row));

      if (find_position (self, participant) < g_list_model_get_n_items (participants))
        {
          i++;
          continue;
        }
      g_signal_handlers_disconnect_by_func (participant, on_hand_notify, self);
      gtk_list_box_remove (self->people, GTK_WIDGET (row));
    }
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);

      if (!has_row (self, participant))
        add_row (self, participant);
    }
  update_hands (self);
}

/* Who can see and hear everybody, be it that nobody sits there and they are in no row. */
static void
on_host_changed (HearthPeoplePanel *self)
{
  const char *host = hearth_call_get_host_name (self->call);
  g_autofree char *name = hearth_sentence_isolate (host != NULL ? host : "");
  g_autofree char *text = NULL;

  if (hearth_call_is_hosting (self->call))
    text = g_strdup (_("You host this room. Only your computer can see and hear it."));
  else if (host != NULL)
    /* Translators: %s is the name of the person who hosts the room */
    text = g_strdup_printf (_("Hosted by %s. Only the host’s computer can see and hear the room."), name);

  gtk_label_set_label (self->host, text != NULL ? text : "");
}

/* --- Who waits ---------------------------------------------------------------------------------------------------------- */

static GtkWidget *
create_knock_row (gpointer item,
                  gpointer user_data)
{
  return hearth_knock_row_new (HEARTH_PEOPLE_PANEL (user_data)->call, HEARTH_KNOCK (item));
}

static void
on_knocks_changed (HearthPeoplePanel *self)
{
  gboolean anybody = g_list_model_get_n_items (hearth_call_get_knocks (self->call)) > 0;

  /* The row that the keyboard was in is about to go, and no other takes its place. */
  if (!anybody && gtk_widget_get_focus_child (GTK_WIDGET (self->waiting)) != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->people), GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), anybody);
}

/* --- Order -------------------------------------------------------------------------------------------------------------- */

static void
on_locked_notify (HearthPeoplePanel *self)
{
  adw_switch_row_set_active (self->locked, hearth_call_is_locked (self->call));
}

static void
on_mute_all (HearthPeoplePanel *self)
{
  const HearthAct act = { .kind = HEARTH_ACT_MUTE_ALL };

  hearth_call_act (self->call, &act);
}

/* What the host says of this person decides what is offered. */
static void
on_standing_changed (HearthPeoplePanel *self)
{
  const HearthAct act = { .kind = HEARTH_ACT_SET_SWITCHES };
  gboolean may = hearth_call_may_act (self->call, &act, NULL);
  guint switches = hearth_call_get_switches (self->call);

  gtk_widget_set_visible (self->order, may);
  update_hands (self);
  gtk_widget_set_visible (self->door, may);
  gtk_widget_set_visible (self->ask, hearth_call_is_hosting (self->call));
  gtk_widget_set_visible (self->verdicts, hearth_call_is_hosting (self->call));
  self->updating = TRUE;
  adw_switch_row_set_active (self->may_unmute, (switches & HEARTH_SWITCH_UNMUTE) != 0);
  adw_switch_row_set_active (self->may_share, (switches & HEARTH_SWITCH_SHARE) != 0);
  adw_switch_row_set_active (self->may_chat, (switches & HEARTH_SWITCH_CHAT) != 0);
  adw_switch_row_set_active (self->may_rename, (switches & HEARTH_SWITCH_RENAME) != 0);
  self->updating = FALSE;
}

static void
on_switched (HearthPeoplePanel *self)
{
  HearthAct act = { .kind = HEARTH_ACT_SET_SWITCHES };

  if (adw_switch_row_get_active (self->may_unmute))
    act.switches |= HEARTH_SWITCH_UNMUTE;
  if (adw_switch_row_get_active (self->may_share))
    act.switches |= HEARTH_SWITCH_SHARE;
  if (adw_switch_row_get_active (self->may_chat))
    act.switches |= HEARTH_SWITCH_CHAT;
  if (adw_switch_row_get_active (self->may_rename))
    act.switches |= HEARTH_SWITCH_RENAME;
  if (!self->updating)
    hearth_call_act (self->call, &act);
}

static void
on_verdicts (HearthPeoplePanel *self)
{
  adw_dialog_present (hearth_verdicts_dialog_new (self->call), GTK_WIDGET (self));
}

static void
on_lock_switched (HearthPeoplePanel *self)
{
  hearth_call_set_locked (self->call, adw_switch_row_get_active (self->locked));
}

/* --- Object ------------------------------------------------------------------------------------------------------------- */

static void
hearth_people_panel_get_property (GObject    *object,
                                  guint       property,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (property == PROP_PINNED)
    g_value_set_object (value, HEARTH_PEOPLE_PANEL (object)->pinned);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
hearth_people_panel_set_property (GObject      *object,
                                  guint         property,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (property == PROP_PINNED)
    set_pinned (HEARTH_PEOPLE_PANEL (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

/* Who opens the panel wants to answer whoever waits, or to look at who is here. */
static gboolean
hearth_people_panel_grab_focus (GtkWidget *widget)
{
  HearthPeoplePanel *self = HEARTH_PEOPLE_PANEL (widget);
  GtkWidget *first = gtk_widget_get_visible (GTK_WIDGET (self->waiting)) ? GTK_WIDGET (self->waiting) : GTK_WIDGET (self->people);

  return gtk_widget_child_focus (first, GTK_DIR_TAB_FORWARD);
}

static void
hearth_people_panel_dispose (GObject *object)
{
  HearthPeoplePanel *self = HEARTH_PEOPLE_PANEL (object);

  /* The rows are made with this panel. */
  if (self->people != NULL)
    gtk_list_box_set_sort_func (self->people, NULL, NULL, NULL);
  if (self->waiting != NULL)
    adw_preferences_group_bind_model (self->waiting, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_PEOPLE_PANEL);
  g_clear_object (&self->pinned);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_people_panel_parent_class)->dispose (object);
}

static void
hearth_people_panel_class_init (HearthPeoplePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hearth_people_panel_get_property;
  object_class->set_property = hearth_people_panel_set_property;
  object_class->dispose = hearth_people_panel_dispose;
  widget_class->grab_focus = hearth_people_panel_grab_focus;

  properties[PROP_PINNED] = g_param_spec_object ("pinned", NULL, NULL, HEARTH_TYPE_PARTICIPANT,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/people-panel.ui");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.people", NULL);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, waiting);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, people);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, host);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, door);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, order);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, lower_hands);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, may_unmute);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, may_share);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, may_chat);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, may_rename);
  gtk_widget_class_bind_template_callback (widget_class, on_mute_all);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, ask);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, verdicts);
  gtk_widget_class_bind_template_callback (widget_class, on_verdicts);
  gtk_widget_class_bind_template_child (widget_class, HearthPeoplePanel, locked);
}

static void
hearth_people_panel_init (HearthPeoplePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hearth_people_panel_bind (HearthPeoplePanel *self,
                          HearthCall        *call)
{
  g_return_if_fail (HEARTH_IS_PEOPLE_PANEL (self) && HEARTH_IS_CALL (call));
  g_return_if_fail (self->call == NULL);

  self->call = g_object_ref (call);
  g_signal_connect_object (call, "notify::host-name", G_CALLBACK (on_host_changed), self, G_CONNECT_SWAPPED);
  on_host_changed (self);
  gtk_list_box_set_sort_func (self->people, compare, self, NULL);
  g_signal_connect_object (hearth_call_get_participants (call), "items-changed", G_CALLBACK (on_participants_changed), self,
                           G_CONNECT_DEFAULT);
  on_participants_changed (hearth_call_get_participants (call), 0, 0, g_list_model_get_n_items (hearth_call_get_participants (call)),
                           self);
  /* Before the rows follow. */
  g_signal_connect_object (hearth_call_get_knocks (call), "items-changed", G_CALLBACK (on_knocks_changed), self, G_CONNECT_SWAPPED);
  adw_preferences_group_bind_model (self->waiting, hearth_call_get_knocks (call), create_knock_row, self, NULL);
  on_knocks_changed (self);

  g_signal_connect_object (call, "notify::hosting", G_CALLBACK (on_standing_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::hosting", G_CALLBACK (on_host_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "standing-changed", G_CALLBACK (on_standing_changed), self, G_CONNECT_SWAPPED);
  on_standing_changed (self);
  g_signal_connect_object (self->may_unmute, "notify::active", G_CALLBACK (on_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->may_share, "notify::active", G_CALLBACK (on_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->may_chat, "notify::active", G_CALLBACK (on_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->may_rename, "notify::active", G_CALLBACK (on_switched), self, G_CONNECT_SWAPPED);
  g_object_bind_property (hearth_call_get_settings (call), "ask-to-enter", self->ask, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (call, "notify::locked", G_CALLBACK (on_locked_notify), self, G_CONNECT_SWAPPED);
  on_locked_notify (self);
  g_signal_connect_object (self->locked, "notify::active", G_CALLBACK (on_lock_switched), self, G_CONNECT_SWAPPED);
}
