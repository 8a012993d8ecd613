/* Two people compare a code: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/compare-dialog.h"

#include "ui/badge.h"
#include "ui/trust-sentences.h"

/* Digits of one group: people keep three in mind. */
#define GROUP 3

struct _HearthCompareDialog
{
  AdwDialog parent_instance;

  HearthCall *call;
  HearthComparison *comparison;
  char *name;

  HearthBadgeView *badge;
  GtkLabel *sentence;
  GtkLabel *code;
  GtkWidget *accept;
  GtkWidget *ignore;
  GtkWidget *match;
  GtkWidget *differ;
  GtkWidget *done;
};

G_DEFINE_FINAL_TYPE (HearthCompareDialog, hearth_compare_dialog, ADW_TYPE_DIALOG)

/* A screen reader says digits, not a hundred thousand. */
static void
show_code (HearthCompareDialog *self)
{
  const char *code = hearth_comparison_get_code (self->comparison);
  HearthComparisonStage stage = hearth_comparison_get_stage (self->comparison);
  g_autofree char *groups = NULL;
  g_autoptr (GString) spelled = g_string_new (NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->code), code != NULL && stage <= HEARTH_COMPARISON_CONFIRMED);
  if (code == NULL)
    return;

  groups = g_strdup_printf ("%.*s %s", GROUP, code, code + GROUP);
  for (const char *digit = code; *digit != '\0'; digit++)
    g_string_append_printf (spelled, "%s%c", digit == code ? "" : digit == code + GROUP ? ", " : " ", *digit);
  gtk_label_set_label (self->code, groups);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code), GTK_ACCESSIBLE_PROPERTY_LABEL, spelled->str, -1);
}

static void
update (HearthCompareDialog *self)
{
  HearthComparisonStage stage = hearth_comparison_get_stage (self->comparison);
  g_autofree char *sentence = hearth_sentence_for_comparison (stage, self->name);
  gboolean shown = stage == HEARTH_COMPARISON_SHOWN;
  gboolean alarming = stage == HEARTH_COMPARISON_DIFFERENT || stage == HEARTH_COMPARISON_FORGED;

  gtk_label_set_label (self->sentence, sentence);
  if (alarming)
    gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "warning");
  show_code (self);
  gtk_widget_set_visible (self->accept, stage == HEARTH_COMPARISON_INVITED);
  gtk_widget_set_visible (self->ignore, stage == HEARTH_COMPARISON_INVITED);
  gtk_widget_set_visible (self->match, shown);
  gtk_widget_set_visible (self->differ, shown);
  gtk_widget_set_visible (self->done, hearth_comparison_is_over (self->comparison));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence,
                           alarming ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
answer (HearthCompareDialog    *self,
        HearthComparisonAnswer  what)
{
  hearth_acquaintances_answer (hearth_call_get_acquaintances (self->call), self->comparison, what);
}

static void
on_accept (HearthCompareDialog *self)
{
  answer (self, HEARTH_COMPARISON_ACCEPT);
}

static void
on_ignore (HearthCompareDialog *self)
{
  answer (self, HEARTH_COMPARISON_IGNORE);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_match (HearthCompareDialog *self)
{
  answer (self, HEARTH_COMPARISON_MATCH);
}

static void
on_differ (HearthCompareDialog *self)
{
  answer (self, HEARTH_COMPARISON_DIFFER);
}

static void
hearth_compare_dialog_closed (AdwDialog *dialog)
{
  HearthCompareDialog *self = HEARTH_COMPARE_DIALOG (dialog);

  if (self->comparison == NULL)
    return;

  /* Nobody reads it any more. */
  g_signal_handlers_disconnect_by_data (self->comparison, self);
  if (!hearth_comparison_is_over (self->comparison))
    answer (self, HEARTH_COMPARISON_CANCEL);
}

static void
hearth_compare_dialog_dispose (GObject *object)
{
  HearthCompareDialog *self = HEARTH_COMPARE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_COMPARE_DIALOG);
  g_clear_object (&self->comparison);
  g_clear_object (&self->call);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (hearth_compare_dialog_parent_class)->dispose (object);
}

static void
hearth_compare_dialog_class_init (HearthCompareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_compare_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = hearth_compare_dialog_closed;

  g_type_ensure (HEARTH_TYPE_BADGE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/compare-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCompareDialog, badge);
  gtk_widget_class_bind_template_child (widget_class, HearthCompareDialog, sentence);
  gtk_widget_class_bind_template_child (widget_class, HearthCompareDialog, code);
  gtk_widget_class_bind_template_child (widget_class, HearthCompareDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, HearthCompareDialog, ignore);
  gtk_widget_class_bind_template_child (widget_class, HearthCompareDialog, match);
  gtk_widget_class_bind_template_child (widget_class, HearthCompareDialog, differ);
  gtk_widget_class_bind_template_child (widget_class, HearthCompareDialog, done);
  gtk_widget_class_bind_template_callback (widget_class, on_accept);
  gtk_widget_class_bind_template_callback (widget_class, on_ignore);
  gtk_widget_class_bind_template_callback (widget_class, on_match);
  gtk_widget_class_bind_template_callback (widget_class, on_differ);
}

static void
hearth_compare_dialog_init (HearthCompareDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
hearth_compare_dialog_new (HearthCall       *call,
                           HearthComparison *comparison,
                           const char       *name)
{
  HearthCompareDialog *self;

  g_return_val_if_fail (HEARTH_IS_CALL (call) && HEARTH_IS_COMPARISON (comparison) && name != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_COMPARE_DIALOG, NULL);
  self->call = g_object_ref (call);
  self->comparison = g_object_ref (comparison);
  self->name = g_strdup (name);
  hearth_badge_view_set_key (self->badge, hearth_comparison_get_key (comparison));
  g_signal_connect_object (comparison, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return ADW_DIALOG (self);
}
