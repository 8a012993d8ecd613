/* Who somebody in the call is: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/identity-dialog.h"

#include <glib/gi18n.h>

#include "ui/badge.h"
#include "ui/sentences.h"
#include "ui/trust-sentences.h"

struct _HearthIdentityDialog
{
  AdwDialog parent_instance;

  HearthCall *call;
  HearthParticipant *participant;

  GtkLabel *name;
  HearthBadgeView *badge;
  GtkLabel *words;
  GtkLabel *sentence;
  GtkLabel *names;
  GtkWidget *compare;
  GtkWidget *accept;
  GtkWidget *forget;
};

G_DEFINE_FINAL_TYPE (HearthIdentityDialog, hearth_identity_dialog, ADW_TYPE_DIALOG)

/* Under which other names they were met. */
static void
show_names (HearthIdentityDialog *self,
            GStrv                 names)
{
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();
  g_auto (GStrv) isolated = NULL;
  g_autofree char *list = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    if (!g_str_equal (names[i], hearth_participant_get_name (self->participant)))
      g_strv_builder_take (others, hearth_sentence_isolate (names[i]));
  isolated = g_strv_builder_end (others);
  gtk_widget_set_visible (GTK_WIDGET (self->names), isolated[0] != NULL);
  if (isolated[0] == NULL)
    return;

  /* Translators: what stands between the names of a list */
  list = g_strjoinv (_(", "), isolated);
  /* Translators: %s are other names that the same person had in calls before */
  text = g_strdup_printf (_("Also met as %s"), list);
  gtk_label_set_label (self->names, text);
}

static void
update (HearthIdentityDialog *self)
{
  HearthAcquaintances *acquaintances = hearth_call_get_acquaintances (self->call);
  HearthAcquaintance *acquaintance = hearth_participant_get_acquaintance (self->participant);
  HearthTrust trust = hearth_acquaintance_get_trust (acquaintance);
  const char *key = hearth_acquaintance_get_key (acquaintance);
  const char *name = hearth_participant_get_name (self->participant);
  gboolean own = hearth_participant_is_self (self->participant);
  g_autofree char *sentence = own ? g_strdup (_("This is you. Others see this badge beside your name, in every call."))
                                  : hearth_sentence_for_trust (trust, name);
  g_autofree char *words = key != NULL ? hearth_sentence_for_badge (key) : NULL;
  g_auto (GStrv) names = own ? g_new0 (char *, 1) : hearth_acquaintances_get_names (acquaintances, self->participant);

  gtk_label_set_label (self->name, name);
  hearth_badge_view_set_key (self->badge, key);
  gtk_label_set_label (self->words, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL);
  gtk_label_set_label (self->sentence, sentence);
  show_names (self, names);
  gtk_widget_set_visible (self->compare, !own && hearth_acquaintances_may_compare (acquaintances, self->participant));
  gtk_widget_set_visible (self->accept, trust == HEARTH_TRUST_CHANGED);
  gtk_widget_set_visible (self->forget, names[0] != NULL);
}

static void
on_compare (HearthIdentityDialog *self)
{
  hearth_acquaintances_compare (hearth_call_get_acquaintances (self->call), self->participant);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_accept (HearthIdentityDialog *self)
{
  hearth_acquaintances_accept (hearth_call_get_acquaintances (self->call), self->participant);
}

static void
on_forget (HearthIdentityDialog *self)
{
  hearth_acquaintances_forget (hearth_call_get_acquaintances (self->call), self->participant);
  update (self);
}

static void
hearth_identity_dialog_dispose (GObject *object)
{
  HearthIdentityDialog *self = HEARTH_IDENTITY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_IDENTITY_DIALOG);
  g_clear_object (&self->participant);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_identity_dialog_parent_class)->dispose (object);
}

static void
hearth_identity_dialog_class_init (HearthIdentityDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_identity_dialog_dispose;

  g_type_ensure (HEARTH_TYPE_BADGE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/identity-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthIdentityDialog, name);
  gtk_widget_class_bind_template_child (widget_class, HearthIdentityDialog, badge);
  gtk_widget_class_bind_template_child (widget_class, HearthIdentityDialog, words);
  gtk_widget_class_bind_template_child (widget_class, HearthIdentityDialog, sentence);
  gtk_widget_class_bind_template_child (widget_class, HearthIdentityDialog, names);
  gtk_widget_class_bind_template_child (widget_class, HearthIdentityDialog, compare);
  gtk_widget_class_bind_template_child (widget_class, HearthIdentityDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, HearthIdentityDialog, forget);
  gtk_widget_class_bind_template_callback (widget_class, on_compare);
  gtk_widget_class_bind_template_callback (widget_class, on_accept);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
}

static void
hearth_identity_dialog_init (HearthIdentityDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
hearth_identity_dialog_new (HearthCall        *call,
                            HearthParticipant *participant)
{
  HearthIdentityDialog *self;

  g_return_val_if_fail (HEARTH_IS_CALL (call) && HEARTH_IS_PARTICIPANT (participant), NULL);

  self = g_object_new (HEARTH_TYPE_IDENTITY_DIALOG, NULL);
  self->call = g_object_ref (call);
  self->participant = g_object_ref (participant);
  g_signal_connect_object (hearth_participant_get_acquaintance (participant), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (participant, "notify::name", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return ADW_DIALOG (self);
}
