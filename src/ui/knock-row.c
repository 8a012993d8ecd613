/* Somebody who waits at the door: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/knock-row.h"

#include <glib/gi18n.h>

#include "ui/avatar.h"
#include "ui/badge.h"
#include "ui/sentences.h"
#include "ui/trust-sentences.h"

struct _HearthKnockRow
{
  AdwActionRow parent_instance;

  HearthCall *call;
  HearthKnock *knock;

  GtkWidget *avatar;
  HearthBadgeView *badge;
  GtkWidget *admit;
  GtkWidget *deny;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (HearthKnockRow, hearth_knock_row, ADW_TYPE_ACTION_ROW)

static void
on_answer (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  static const char *const words[HEARTH_N_KNOCK_ANSWERS] = {
    [HEARTH_KNOCK_ADMIT] = "admit",
    [HEARTH_KNOCK_REMEMBER] = "",
    [HEARTH_KNOCK_DENY] = "deny",
    [HEARTH_KNOCK_BLOCK] = "block",
  };
  HearthKnockRow *self = HEARTH_KNOCK_ROW (widget);

  for (guint i = 0; i < HEARTH_N_KNOCK_ANSWERS; i++)
    {
      if (g_str_equal (g_variant_get_string (parameter, NULL), words[i]))
        {
          hearth_call_answer_knock (self->call, hearth_knock_get_id (self->knock), (HearthKnockAnswer) i);
          return;
        }
    }
}

static void
on_remember (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  HearthKnockRow *self = HEARTH_KNOCK_ROW (widget);

  hearth_call_answer_knock (self->call, hearth_knock_get_id (self->knock), HEARTH_KNOCK_REMEMBER);
}

static void
hearth_knock_row_dispose (GObject *object)
{
  HearthKnockRow *self = HEARTH_KNOCK_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_KNOCK_ROW);
  g_clear_object (&self->call);
  g_clear_object (&self->knock);

  G_OBJECT_CLASS (hearth_knock_row_parent_class)->dispose (object);
}

static void
hearth_knock_row_class_init (HearthKnockRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_knock_row_dispose;

  g_type_ensure (HEARTH_TYPE_AVATAR);
  g_type_ensure (HEARTH_TYPE_BADGE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/knock-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthKnockRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, HearthKnockRow, badge);
  gtk_widget_class_bind_template_child (widget_class, HearthKnockRow, admit);
  gtk_widget_class_bind_template_child (widget_class, HearthKnockRow, deny);
  gtk_widget_class_bind_template_child (widget_class, HearthKnockRow, more);
  gtk_widget_class_install_action (widget_class, "knock.answer", "s", on_answer);
  gtk_widget_class_install_action (widget_class, "knock.remember", NULL, on_remember);
}

static void
hearth_knock_row_init (HearthKnockRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Several rows have the same buttons: a screen reader says whom they are for. */
static void
label_buttons (HearthKnockRow *self,
               const char     *name)
{
  g_autofree char *isolated = hearth_sentence_isolate (name);
  /* Translators: %s is a person's name, here and below */
  g_autofree char *admit = g_strdup_printf (_("Admit %s"), isolated);
  g_autofree char *deny = g_strdup_printf (_("Deny %s"), isolated);
  g_autofree char *more = g_strdup_printf (_("More answers for %s"), isolated);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->admit), GTK_ACCESSIBLE_PROPERTY_LABEL, admit, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->deny), GTK_ACCESSIBLE_PROPERTY_LABEL, deny, -1);
  gtk_widget_set_tooltip_text (self->more, more);
}

GtkWidget *
hearth_knock_row_new (HearthCall  *call,
                      HearthKnock *knock)
{
  HearthKnockRow *self;
  const char *name;
  g_autofree char *known = NULL;

  g_return_val_if_fail (HEARTH_IS_CALL (call) && HEARTH_IS_KNOCK (knock), NULL);

  self = g_object_new (HEARTH_TYPE_KNOCK_ROW, NULL);
  self->call = g_object_ref (call);
  self->knock = g_object_ref (knock);

  /* Whom a computer remembers is for the person who sits at it. */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "knock.remember", hearth_call_get_role (call) == HEARTH_ROLE_HOST);

  name = hearth_knock_get_name (knock);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  known = hearth_sentence_for_stranger (hearth_acquaintances_judge_knock (hearth_call_get_acquaintances (call), knock), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), known);
  g_object_set (self->avatar, "name", name, "colour", hearth_knock_get_colour (knock), NULL);
  hearth_badge_view_set_key (self->badge, hearth_knock_get_key (knock));
  label_buttons (self, name);

  return GTK_WIDGET (self);
}
