/* Who somebody is and what is to be known of them: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/name-line.h"

#include <glib/gi18n.h>

#include "ui/badge.h"
#include "ui/sentences.h"
#include "ui/sign-sentences.h"

/* Pixels between the line and the badge. */
#define BADGE_SPACING 6

struct _HearthNameLine
{
  GtkWidget parent_instance;

  GtkWidget *pin;
  GtkLabel *hand_place;
  GtkWidget *muted;
  GtkWidget *sound;
  GtkWidget *speaking;
  GtkImage *trust;
  GtkLabel *name;
  GtkWidget *line;
  HearthBadgeView *badge;
  GtkImage *reception;
};

G_DEFINE_FINAL_TYPE (HearthNameLine, hearth_name_line, GTK_TYPE_WIDGET)

/* Nothing of it is shown, and it goes on by itself. */
static gboolean
is_paused (HearthParticipant *participant)
{
  HearthPicture *share = hearth_participant_get_share (participant);

  return share != NULL && hearth_picture_is_paused (share);
}

static gboolean
is_heard (HearthParticipant *participant)
{
  HearthPicture *share = hearth_participant_get_share (participant);

  return share != NULL && hearth_picture_is_heard (share);
}

static char *
get_title (HearthParticipant *participant,
           gboolean           sharing)
{
  g_autofree char *name = hearth_sentence_isolate (hearth_participant_get_name (participant));

  if (sharing && is_paused (participant))
    /* Translators: what somebody shares, while they are away from it; %s is their name */
    return g_strdup_printf (_("%s’s screen, paused"), name);
  if (sharing && hearth_participant_is_self (participant))
    return g_strdup (_("Your screen"));
  if (sharing)
    /* Translators: what somebody shares with the others; %s is their name */
    return g_strdup_printf (_("%s’s screen"), name);
  if (hearth_participant_is_self (participant))
    /* Translators: the person at this computer, in a list of people; %s is their name */
    return g_strdup_printf (_("%s (you)"), name);

  return g_steal_pointer (&name);
}

static gboolean
is_speaking (HearthParticipant *participant)
{
  return hearth_participant_get_microphone_on (participant) && hearth_participant_get_speaking (participant);
}

static void
show_reception (HearthNameLine *self,
                HearthReception reception)
{
  static const char *const icons[HEARTH_N_RECEPTIONS] = {
    [HEARTH_RECEPTION_GOOD] = NULL,
    [HEARTH_RECEPTION_WEAK] = "network-cellular-signal-ok-symbolic",
    [HEARTH_RECEPTION_POOR] = "network-cellular-signal-weak-symbolic",
  };

  gtk_image_set_from_icon_name (self->reception, icons[reception]);
  gtk_widget_set_visible (GTK_WIDGET (self->reception), icons[reception] != NULL);
}

static void
show_hand (HearthNameLine *self,
           guint           hand)
{
  g_autofree char *place = g_strdup_printf ("%u", hand);

  gtk_label_set_label (self->hand_place, place);
  gtk_widget_set_visible (GTK_WIDGET (self->hand_place), hand > 0);
}

/* Whose key it is, and whether that is who they were. */
static void
show_trust (HearthNameLine     *self,
            HearthAcquaintance *acquaintance)
{
  gboolean doubtful = hearth_acquaintance_is_doubtful (acquaintance);

  hearth_badge_view_set_key (self->badge, hearth_acquaintance_get_key (acquaintance));
  gtk_image_set_from_icon_name (self->trust, doubtful ? "dialog-warning-symbolic" : "security-high-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->trust),
                          doubtful || hearth_acquaintance_get_trust (acquaintance) == HEARTH_TRUST_VERIFIED);
}

/* A badge is worth nothing where a name is cut off for it. */
static int
get_badge_width (HearthNameLine *self)
{
  int natural;

  if (!gtk_widget_should_layout (GTK_WIDGET (self->badge)))
    return 0;

  gtk_widget_measure (GTK_WIDGET (self->badge), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural > 0 ? natural + BADGE_SPACING : 0;
}

int
hearth_name_line_fit (HearthNameLine *self,
                      int             available)
{
  int minimum, natural;

  g_return_val_if_fail (HEARTH_IS_NAME_LINE (self), 0);

  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  if (natural > available)
    natural -= get_badge_width (self);

  return CLAMP (natural, minimum, MAX (minimum, available));
}

static void
hearth_name_line_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  HearthNameLine *self = HEARTH_NAME_LINE (widget);

  gtk_widget_measure (self->line, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural += get_badge_width (self);
  else
    {
      int badge_minimum, badge_natural;

      gtk_widget_measure (GTK_WIDGET (self->badge), orientation, -1, &badge_minimum, &badge_natural, NULL, NULL);
      *minimum = MAX (*minimum, badge_minimum);
      *natural = MAX (*natural, badge_natural);
    }
}

static void
hearth_name_line_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  HearthNameLine *self = HEARTH_NAME_LINE (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int badge = get_badge_width (self);
  int line;

  gtk_widget_measure (self->line, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &line, NULL, NULL);
  if (line + badge > width)
    badge = 0;
  gtk_widget_set_child_visible (GTK_WIDGET (self->badge), badge > 0);
  gtk_widget_size_allocate (self->line, &(GtkAllocation) { rtl ? badge : 0, 0, width - badge, height }, -1);
  if (badge > 0)
    gtk_widget_size_allocate (GTK_WIDGET (self->badge),
                              &(GtkAllocation) { rtl ? 0 : width - badge + BADGE_SPACING, 0, badge - BADGE_SPACING, height }, -1);
}

static void
hearth_name_line_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_NAME_LINE);

  G_OBJECT_CLASS (hearth_name_line_parent_class)->dispose (object);
}

static void
hearth_name_line_class_init (HearthNameLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_name_line_dispose;
  widget_class->measure = hearth_name_line_measure;
  widget_class->size_allocate = hearth_name_line_size_allocate;

  g_type_ensure (HEARTH_TYPE_BADGE_VIEW);
  gtk_widget_class_set_css_name (widget_class, "name-line");
  /* Whoever shows it says it in words. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/name-line.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthNameLine, line);
  gtk_widget_class_bind_template_child (widget_class, HearthNameLine, pin);
  gtk_widget_class_bind_template_child (widget_class, HearthNameLine, hand_place);
  gtk_widget_class_bind_template_child (widget_class, HearthNameLine, muted);
  gtk_widget_class_bind_template_child (widget_class, HearthNameLine, sound);
  gtk_widget_class_bind_template_child (widget_class, HearthNameLine, speaking);
  gtk_widget_class_bind_template_child (widget_class, HearthNameLine, trust);
  gtk_widget_class_bind_template_child (widget_class, HearthNameLine, name);
  gtk_widget_class_bind_template_child (widget_class, HearthNameLine, badge);
  gtk_widget_class_bind_template_child (widget_class, HearthNameLine, reception);
}

static void
hearth_name_line_init (HearthNameLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hearth_name_line_update (HearthNameLine    *self,
                         HearthParticipant *participant,
                         gboolean           sharing,
                         gboolean           pinned)
{
  g_autofree char *title = NULL;

  g_return_if_fail (HEARTH_IS_NAME_LINE (self));
  g_return_if_fail (HEARTH_IS_PARTICIPANT (participant));

  title = get_title (participant, sharing);
  gtk_label_set_label (self->name, title);
  gtk_widget_set_visible (self->pin, pinned);
  show_hand (self, sharing ? 0 : hearth_participant_get_hand (participant));
  gtk_widget_set_visible (self->muted, !sharing && !hearth_participant_get_microphone_on (participant));
  gtk_widget_set_visible (self->sound, sharing && is_heard (participant));
  gtk_widget_set_visible (self->speaking, !sharing && is_speaking (participant));
  show_reception (self, hearth_participant_get_reception (participant));
  show_trust (self, hearth_participant_get_acquaintance (participant));
}

char *
hearth_name_line_describe (HearthParticipant *participant,
                           gboolean           sharing,
                           gboolean           pinned)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *title = NULL;
  g_autofree char *hand = NULL;
  HearthAcquaintance *acquaintance;

  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (participant), NULL);

  title = get_title (participant, sharing);
  hand = hearth_sentence_for_hand (hearth_participant_get_hand (participant));
  g_ptr_array_add (parts, title);
  acquaintance = hearth_participant_get_acquaintance (participant);
  if (hearth_acquaintance_is_doubtful (acquaintance))
    g_ptr_array_add (parts, _("not who you met before"));
  else if (hearth_acquaintance_get_trust (acquaintance) == HEARTH_TRUST_VERIFIED)
    /* Translators: of a person with whom a code was compared */
    g_ptr_array_add (parts, _("verified"));
  if (!sharing && hearth_participant_is_host (participant))
    g_ptr_array_add (parts, _("host"));
  if (!hearth_participant_get_connected (participant))
    g_ptr_array_add (parts, _("reconnecting"));
  if (!sharing && !hearth_participant_get_microphone_on (participant))
    g_ptr_array_add (parts, _("microphone off"));
  if (!sharing && !hearth_participant_get_camera_on (participant))
    g_ptr_array_add (parts, _("camera off"));
  if (!sharing && hearth_participant_get_picture_held (participant))
    g_ptr_array_add (parts, _("picture not sent"));
  if (sharing && is_heard (participant))
    /* Translators: of what somebody shares: what their computer plays is heard as well */
    g_ptr_array_add (parts, _("with sound"));
  if (!sharing && is_speaking (participant))
    g_ptr_array_add (parts, _("speaking"));
  if (!sharing && hand != NULL)
    g_ptr_array_add (parts, hand);
  if (hearth_participant_get_reception (participant) == HEARTH_RECEPTION_WEAK)
    g_ptr_array_add (parts, _("weak connection"));
  else if (hearth_participant_get_reception (participant) == HEARTH_RECEPTION_POOR)
    g_ptr_array_add (parts, _("poor connection"));
  if ((!sharing || is_heard (participant)) && hearth_participant_get_muted_here (participant))
    /* Translators: of a person whom the one at this computer does not want to hear */
    g_ptr_array_add (parts, _("muted for you"));
  if (pinned)
    g_ptr_array_add (parts, _("pinned"));
  g_ptr_array_add (parts, NULL);

  /* Translators: what stands between the parts of "Anna, microphone off, speaking" */
  return g_strjoinv (_(", "), (char **) parts->pdata);
}
