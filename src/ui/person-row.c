/* One person in the list of who is here: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/person-row.h"

#include <glib/gi18n.h>

#include "ui/avatar.h"
#include "ui/badge.h"
#include "ui/name-line.h"
#include "ui/sentences.h"
#include "ui/trust-sentences.h"
#include "ui/volume-scale.h"

struct _HearthPersonRow
{
  AdwActionRow parent_instance;

  HearthCall *call;
  HearthParticipant *participant;

  GtkWidget *avatar;
  HearthBadgeView *badge;
  GtkImage *trust;
  GtkWidget *microphone;
  GtkWidget *camera;
  GtkWidget *hand;
  GtkLabel *hand_place;
  GtkWidget *muted_here;
  GtkMenuButton *more;

  gboolean pinned;
  GSimpleAction *mute_here;
};

enum
{
  PROP_0,
  PROP_PINNED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthPersonRow, hearth_person_row, ADW_TYPE_ACTION_ROW)

static const char *
part_in_room (HearthParticipant *participant)
{
  if (!hearth_participant_get_connected (participant))
    return _("Reconnecting…");
  if (hearth_participant_is_host (participant))
    return hearth_participant_is_self (participant) ? _("You, hosting this room") : _("Hosts this room");
  if (hearth_participant_is_self (participant))
    return _("You");
  if (hearth_participant_get_role (participant) == HEARTH_ROLE_CO_HOST)
    return _("Co-host");
  if (hearth_participant_get_role (participant) == HEARTH_ROLE_LISTENER)
    return _("Listens");

  return "";
}

/* The line under their name: a warning before everything else. */
static char *
make_subtitle (HearthParticipant *participant)
{
  HearthAcquaintance *acquaintance = hearth_participant_get_acquaintance (participant);
  const char *part = part_in_room (participant);

  if (hearth_acquaintance_is_doubtful (acquaintance))
    return g_strdup (_("Not who you met before"));
  if (hearth_acquaintance_get_trust (acquaintance) != HEARTH_TRUST_VERIFIED)
    return g_strdup (part);
  if (*part == '\0')
    return g_strdup (_("Verified"));

  /* Translators: %s is what somebody is in a room, "Co-host"; a code was compared with them */
  return g_strdup_printf (_("%s, verified"), part);
}

/* The place of the loudness in the menu. */
#define VOLUME "volume"

/* What can be done to somebody, as the menu has it. */
static const struct
{
  const char *word;
  HearthActKind kind;
  HearthRole role;
  const char *label;
} acts[] = {
  { "mute", HEARTH_ACT_MUTE, HEARTH_ROLE_SPEAKER, N_("_Mute") },
  { "ask-to-unmute", HEARTH_ACT_ASK_TO_UNMUTE, HEARTH_ROLE_SPEAKER, N_("Ask to _Unmute") },
  { "stop-camera", HEARTH_ACT_STOP_CAMERA, HEARTH_ROLE_SPEAKER, N_("Stop _Camera") },
  { "stop-sharing", HEARTH_ACT_STOP_SHARING, HEARTH_ROLE_SPEAKER, N_("Stop _Screen") },
  { "lower-hand", HEARTH_ACT_LOWER_HAND, HEARTH_ROLE_SPEAKER, N_("Lower _Hand") },
  { "co-host", HEARTH_ACT_SET_ROLE, HEARTH_ROLE_CO_HOST, N_("Make Co-_Host") },
  { "speaker", HEARTH_ACT_SET_ROLE, HEARTH_ROLE_SPEAKER, N_("Let _Speak") },
  { "listener", HEARTH_ACT_SET_ROLE, HEARTH_ROLE_LISTENER, N_("Make _Listener") },
  { "remove", HEARTH_ACT_REMOVE, HEARTH_ROLE_SPEAKER, N_("_Remove…") },
  { "block", HEARTH_ACT_BLOCK, HEARTH_ROLE_SPEAKER, N_("Remove and _Block…") },
};

static HearthAct
make_act (HearthPersonRow *self,
          guint            i)
{
  return (HearthAct) { .kind = acts[i].kind, .role = acts[i].role, .target = hearth_participant_get_id (self->participant) };
}

/* Whether it would change anything now. */
static gboolean
makes_sense (HearthPersonRow *self,
             guint            i)
{
  switch (acts[i].kind)
    {
    case HEARTH_ACT_MUTE:
      return hearth_participant_get_microphone_on (self->participant);
    case HEARTH_ACT_ASK_TO_UNMUTE:
      return !hearth_participant_get_microphone_on (self->participant);
    case HEARTH_ACT_STOP_CAMERA:
      return hearth_participant_get_camera_on (self->participant);
    case HEARTH_ACT_STOP_SHARING:
      return hearth_participant_get_share (self->participant) != NULL;
    case HEARTH_ACT_LOWER_HAND:
      return hearth_participant_get_hand (self->participant) > 0;
    case HEARTH_ACT_SET_ROLE:
      return hearth_participant_get_role (self->participant) != acts[i].role;
    default:
      return TRUE;
    }
}

/* How this person wants to see and hear them, which nobody else notices. */
static GMenuModel *
make_own_menu (void)
{
  g_autoptr (GMenuItem) volume = g_menu_item_new (NULL, NULL);
  GMenu *menu = g_menu_new ();

  g_menu_item_set_attribute (volume, "custom", "s", VOLUME);
  g_menu_append_item (menu, volume);
  /* Translators: a check in a person's menu: not to hear them, while the others do */
  g_menu_append (menu, _("Mute for M_e"), "here.mute");
  g_menu_append (menu, _("_Pin"), "person.pinned");

  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_who_menu (HearthPersonRow *self)
{
  const char *id = hearth_participant_get_id (self->participant);
  g_autofree char *is = g_strconcat ("who.is::", id, NULL);
  g_autofree char *compare = g_strconcat ("who.compare::", id, NULL);
  g_autofree char *network = g_strconcat ("who.network::", id, NULL);
  g_autofree char *picture = g_strconcat ("who.picture::", id, NULL);
  g_autofree char *screen = g_strconcat ("who.screen::", id, NULL);
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("_Who Is This?"), is);
  g_menu_append (menu, _("_Network Statistics"), network);
  if (!hearth_participant_is_self (self->participant)
      && hearth_acquaintances_may_compare (hearth_call_get_acquaintances (self->call), self->participant))
    g_menu_append (menu, _("Compare a Co_de…"), compare);
  if (hearth_picture_has_frame (hearth_participant_get_camera (self->participant)))
    /* Translators: a still of what is seen, into a file; here and below */
    g_menu_append (menu, _("_Save a Picture…"), picture);
  if (hearth_participant_get_share (self->participant) != NULL)
    g_menu_append (menu, _("Save a Picture of Their Sc_reen…"), screen);

  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_deeds_menu (HearthPersonRow *self)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      const HearthAct act = make_act (self, i);
      g_autofree char *action = g_strdup_printf ("person.act::%s", acts[i].word);

      if (makes_sense (self, i) && hearth_call_may_act (self->call, &act, self->participant))
        g_menu_append (menu, _(acts[i].label), action);
    }

  return G_MENU_MODEL (menu);
}

/* Made when it is opened: what changes while it is open does not take it away from under somebody's fingers. */
static void
on_menu_opening (GtkMenuButton *button,
                 gpointer       user_data)
{
  HearthPersonRow *self = HEARTH_PERSON_ROW (user_data);
  gboolean other = !hearth_participant_is_self (self->participant);
  g_autoptr (GMenuModel) own = other ? make_own_menu () : NULL;
  g_autoptr (GMenuModel) who = make_who_menu (self);
  g_autoptr (GMenuModel) deeds = make_deeds_menu (self);
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;

  if (own != NULL)
    g_menu_append_section (menu, NULL, own);
  g_menu_append_section (menu, NULL, who);
  g_menu_append_section (menu, NULL, deeds);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  if (own != NULL)
    gtk_popover_menu_add_child (GTK_POPOVER_MENU (popover), hearth_volume_scale_new (self->participant), VOLUME);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_widget_get_tooltip_text (GTK_WIDGET (button)), -1);
  gtk_menu_button_set_popover (button, popover);
}

static void
update_menu_button (HearthPersonRow *self)
{
  g_autofree char *name = hearth_sentence_isolate (hearth_participant_get_name (self->participant));
  /* Translators: %s is a person's name; a button that opens a menu of what can be done */
  g_autofree char *label = g_strdup_printf (_("More for %s"), name);

  /* Several rows have the same button. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->more), label);
}

static void
on_mute_here_changed (GSimpleAction *action,
                      GVariant      *value,
                      gpointer       user_data)
{
  hearth_participant_set_muted_here (HEARTH_PERSON_ROW (user_data)->participant, g_variant_get_boolean (value));
}

static void
add_mute_here (HearthPersonRow *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->mute_here = g_simple_action_new_stateful ("mute", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect (self->mute_here, "change-state", G_CALLBACK (on_mute_here_changed), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->mute_here));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "here", G_ACTION_GROUP (group));
}

static void
on_remove_response (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (HearthPersonRow) self = HEARTH_PERSON_ROW (user_data);
  guint i = GPOINTER_TO_UINT (g_object_get_data (source, "hearth-act"));

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "remove") == 0 && self->call != NULL)
    {
      const HearthAct act = make_act (self, i);

      hearth_call_act (self->call, &act);
    }
}

static void
ask_to_remove (HearthPersonRow *self,
               guint            i)
{
  g_autofree char *name = hearth_sentence_isolate (hearth_participant_get_name (self->participant));
  /* Translators: %s is a person's name */
  g_autofree char *heading = g_strdup_printf (_("Remove %s?"), name);
  AdwAlertDialog *dialog;

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, acts[i].kind == HEARTH_ACT_BLOCK
                                                            ? _("They cannot come back into this room.")
                                                            : _("They can knock again, and somebody is asked before they come back.")));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data (G_OBJECT (dialog), "hearth-act", GUINT_TO_POINTER (i));
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, on_remove_response, g_object_ref (self));
}

static void
on_act (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  HearthPersonRow *self = HEARTH_PERSON_ROW (widget);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      const HearthAct act = make_act (self, i);

      if (!g_str_equal (g_variant_get_string (parameter, NULL), acts[i].word))
        continue;
      if (act.kind == HEARTH_ACT_REMOVE || act.kind == HEARTH_ACT_BLOCK)
        ask_to_remove (self, i);
      else
        hearth_call_act (self->call, &act);
      return;
    }
}

static void
update_trust (HearthPersonRow *self)
{
  HearthAcquaintance *acquaintance = hearth_participant_get_acquaintance (self->participant);
  HearthTrust trust = hearth_acquaintance_get_trust (acquaintance);
  g_autofree char *sentence = hearth_sentence_for_trust (trust, hearth_participant_get_name (self->participant));
  gboolean doubtful = hearth_acquaintance_is_doubtful (acquaintance);

  hearth_badge_view_set_key (self->badge, hearth_acquaintance_get_key (acquaintance));
  gtk_widget_set_visible (GTK_WIDGET (self->trust), doubtful || trust == HEARTH_TRUST_VERIFIED);
  gtk_image_set_from_icon_name (self->trust, doubtful ? "dialog-warning-symbolic" : "security-high-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->trust), sentence);
}

static void
update (HearthPersonRow *self)
{
  HearthParticipant *participant = self->participant;
  g_autofree char *subtitle = make_subtitle (participant);
  g_autofree char *description = hearth_name_line_describe (participant, FALSE, self->pinned);
  g_autofree char *hand = g_strdup_printf ("%u", hearth_participant_get_hand (participant));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), hearth_participant_get_name (participant));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  g_object_set (self->avatar,
                "name", hearth_participant_get_name (participant),
                "colour", hearth_participant_get_colour (participant),
                NULL);

  /* What is as usual needs no sign: there is little room beside a name. */
  gtk_widget_set_visible (self->microphone, !hearth_participant_get_microphone_on (participant));
  gtk_widget_set_visible (self->camera, !hearth_participant_get_camera_on (participant));
  gtk_label_set_label (self->hand_place, hand);
  gtk_widget_set_visible (self->hand, hearth_participant_get_hand (participant) > 0);
  gtk_widget_set_visible (self->muted_here, hearth_participant_get_muted_here (participant));
  g_simple_action_set_state (self->mute_here, g_variant_new_boolean (hearth_participant_get_muted_here (participant)));

  /* The title alone would be half of it; a relation counts before a property. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  update_trust (self);
  update_menu_button (self);
}

static void
hearth_person_row_get_property (GObject    *object,
                                guint       property,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (property == PROP_PINNED)
    g_value_set_boolean (value, HEARTH_PERSON_ROW (object)->pinned);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
hearth_person_row_set_property (GObject      *object,
                                guint         property,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (property == PROP_PINNED)
    hearth_person_row_set_pinned (HEARTH_PERSON_ROW (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
hearth_person_row_dispose (GObject *object)
{
  HearthPersonRow *self = HEARTH_PERSON_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_PERSON_ROW);
  g_clear_object (&self->mute_here);
  g_clear_object (&self->participant);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_person_row_parent_class)->dispose (object);
}

static void
hearth_person_row_class_init (HearthPersonRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hearth_person_row_get_property;
  object_class->set_property = hearth_person_row_set_property;
  object_class->dispose = hearth_person_row_dispose;

  properties[PROP_PINNED] = g_param_spec_boolean ("pinned", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HEARTH_TYPE_AVATAR);
  g_type_ensure (HEARTH_TYPE_BADGE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/person-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, badge);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, trust);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, microphone);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, camera);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, more);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, hand);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, hand_place);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonRow, muted_here);
  gtk_widget_class_install_action (widget_class, "person.act", "s", on_act);
  gtk_widget_class_install_property_action (widget_class, "person.pinned", "pinned");
}

static void
hearth_person_row_init (HearthPersonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->more, on_menu_opening, self, NULL);
  add_mute_here (self);
}

GtkWidget *
hearth_person_row_new (HearthCall        *call,
                       HearthParticipant *participant)
{
  static const char *const shown[] = {
    "notify::name", "notify::colour", "notify::microphone-on", "notify::camera-on", "notify::connected", "notify::role",
    "notify::hand", "notify::speaking", "notify::muted-here",
  };
  HearthPersonRow *self;

  g_return_val_if_fail (HEARTH_IS_CALL (call) && HEARTH_IS_PARTICIPANT (participant), NULL);

  self = g_object_new (HEARTH_TYPE_PERSON_ROW, NULL);
  self->call = g_object_ref (call);
  self->participant = g_object_ref (participant);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_connect_object (participant, shown[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "standing-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_participant_get_acquaintance (participant), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

HearthParticipant *
hearth_person_row_get_participant (HearthPersonRow *self)
{
  g_return_val_if_fail (HEARTH_IS_PERSON_ROW (self), NULL);

  return self->participant;
}

gboolean
hearth_person_row_is_pinned (HearthPersonRow *self)
{
  g_return_val_if_fail (HEARTH_IS_PERSON_ROW (self), FALSE);

  return self->pinned;
}

void
hearth_person_row_set_pinned (HearthPersonRow *self,
                              gboolean         pinned)
{
  g_return_if_fail (HEARTH_IS_PERSON_ROW (self));

  if (self->pinned == pinned)
    return;

  self->pinned = pinned;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
}
