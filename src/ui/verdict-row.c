/* Somebody who is remembered or blocked: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/verdict-row.h"

#include <glib/gi18n.h>

#include "ui/sentences.h"

struct _HearthVerdictRow
{
  AdwActionRow parent_instance;

  HearthCall *call;
  HearthVerdict *verdict;

  GtkButton *forget;
};

G_DEFINE_FINAL_TYPE (HearthVerdictRow, hearth_verdict_row, ADW_TYPE_ACTION_ROW)

static char *
make_subtitle (HearthVerdict *verdict)
{
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_local (hearth_verdict_get_since (verdict));
  /* What a file said may be no time at all. */
  g_autofree char *date = since != NULL ? g_date_time_format (since, "%x") : g_strdup ("");

  if (!hearth_verdict_is_blocked (verdict))
    /* Translators: %s is a date, here and below */
    return g_strdup_printf (_("Comes in unasked, since %s"), date);
  if (hearth_verdict_is_by_co_host (verdict))
    return g_strdup_printf (_("Blocked by a co-host, since %s"), date);

  return g_strdup_printf (_("Blocked, since %s"), date);
}

static void
on_forget (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  HearthVerdictRow *self = HEARTH_VERDICT_ROW (widget);

  hearth_call_forget (self->call, hearth_verdict_get_id (self->verdict));
}

static void
hearth_verdict_row_dispose (GObject *object)
{
  HearthVerdictRow *self = HEARTH_VERDICT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_VERDICT_ROW);
  g_clear_object (&self->call);
  g_clear_object (&self->verdict);

  G_OBJECT_CLASS (hearth_verdict_row_parent_class)->dispose (object);
}

static void
hearth_verdict_row_class_init (HearthVerdictRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_verdict_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/verdict-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthVerdictRow, forget);
  gtk_widget_class_install_action (widget_class, "verdict.forget", NULL, on_forget);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "verdict.forget", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "verdict.forget", NULL);
}

static void
hearth_verdict_row_init (HearthVerdictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
hearth_verdict_row_new (HearthCall         *call,
                        HearthVerdict      *verdict)
{
  HearthVerdictRow *self;
  g_autofree char *subtitle = NULL;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;
  gboolean blocked;

  g_return_val_if_fail (HEARTH_IS_CALL (call) && HEARTH_IS_VERDICT (verdict), NULL);

  self = g_object_new (HEARTH_TYPE_VERDICT_ROW, NULL);
  self->call = g_object_ref (call);
  self->verdict = g_object_ref (verdict);

  subtitle = make_subtitle (verdict);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), hearth_verdict_get_name (verdict));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);

  /* Several rows have the same button: a screen reader says whom it is for. */
  blocked = hearth_verdict_is_blocked (verdict);
  name = hearth_sentence_isolate (hearth_verdict_get_name (verdict));
  /* Translators: %s is a person's name */
  label = g_strdup_printf (blocked ? _("Unblock %s") : _("Forget %s"), name);
  gtk_button_set_label (self->forget, blocked ? _("Unblock") : _("Forget"));
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->forget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->forget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return GTK_WIDGET (self);
}
