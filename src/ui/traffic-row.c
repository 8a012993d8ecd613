/* One person's network in a list: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/traffic-row.h"

#include <glib/gi18n.h>

#include "ui/avatar.h"
#include "ui/traffic-plot.h"
#include "ui/traffic-sentences.h"

struct _HearthTrafficRow
{
  AdwExpanderRow parent_instance;

  HearthTraffic *traffic;

  HearthAvatar *avatar;
  GtkWidget *slow;
  HearthTrafficPlot *plot;
  AdwActionRow *received;
  AdwActionRow *sent;
  AdwActionRow *picture;
  AdwActionRow *route;
  AdwActionRow *route_received;
  AdwActionRow *route_sent;
};

G_DEFINE_FINAL_TYPE (HearthTrafficRow, hearth_traffic_row, ADW_TYPE_EXPANDER_ROW)

/* @sentence: (transfer full) (nullable): without one there is no such row */
static void
show (AdwActionRow *row,
      char         *sentence)
{
  g_autofree char *text = sentence;

  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
  if (text != NULL)
    adw_action_row_set_subtitle (row, text);
}

static HearthTrafficSample
get_last (HearthTrafficRow       *self,
          HearthTrafficDirection  direction)
{
  return hearth_traffic_history_get_last (hearth_traffic_get_history (self->traffic, direction));
}

/* What comes matters most to who looks; of oneself, what goes. */
static char *
summarize (HearthTrafficRow *self)
{
  gboolean own = hearth_participant_is_self (hearth_traffic_get_participant (self->traffic));
  HearthTrafficSample sample = get_last (self, own ? HEARTH_TRAFFIC_SENT : HEARTH_TRAFFIC_RECEIVED);
  g_autofree char *figures = NULL;

  sample.round_trip_ms = sample.jitter_ms = HEARTH_TRAFFIC_UNKNOWN;
  figures = hearth_sentence_for_sample (&sample);
  if (figures == NULL)
    return g_strdup (_("No figures yet"));

  /* Translators: %s are figures: “1.2 Mbit/s, 0.5 % lost” */
  return g_strdup_printf (own ? _("Sent: %s") : _("Received: %s"), figures);
}

/* Both directions nearly always take the same. */
static void
show_routes (HearthTrafficRow *self)
{
  const HearthRoute *received = hearth_traffic_get_route (self->traffic, HEARTH_TRAFFIC_RECEIVED);
  const HearthRoute *sent = hearth_traffic_get_route (self->traffic, HEARTH_TRAFFIC_SENT);
  gboolean same = received->local == sent->local && received->remote == sent->remote;

  show (self->route, same ? hearth_sentence_for_route (received) : NULL);
  show (self->route_received, same ? NULL : hearth_sentence_for_route (received));
  show (self->route_sent, same ? NULL : hearth_sentence_for_route (sent));
}

static void
show_details (HearthTrafficRow *self)
{
  gboolean own = hearth_participant_is_self (hearth_traffic_get_participant (self->traffic));
  HearthTrafficSample received = get_last (self, HEARTH_TRAFFIC_RECEIVED);
  HearthTrafficSample sent = get_last (self, HEARTH_TRAFFIC_SENT);

  show (self->received, hearth_sentence_for_sample (&received));
  show (self->sent, hearth_sentence_for_sample (&sent));
  show (self->picture, hearth_sentence_for_media (own ? &sent : &received));
  show_routes (self);
  hearth_traffic_plot_update (self->plot);
}

static void
on_person_changed (HearthTrafficRow *self)
{
  HearthParticipant *participant = hearth_traffic_get_participant (self->traffic);
  const char *name = hearth_participant_get_name (participant);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 hearth_participant_is_self (participant) ? _("Your Connection") : name);
  g_object_set (self->avatar, "name", name, "colour", hearth_participant_get_colour (participant), NULL);
}

static void
hearth_traffic_row_dispose (GObject *object)
{
  HearthTrafficRow *self = HEARTH_TRAFFIC_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_TRAFFIC_ROW);
  g_clear_object (&self->traffic);

  G_OBJECT_CLASS (hearth_traffic_row_parent_class)->dispose (object);
}

static void
hearth_traffic_row_class_init (HearthTrafficRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_traffic_row_dispose;

  g_type_ensure (HEARTH_TYPE_AVATAR);
  g_type_ensure (HEARTH_TYPE_TRAFFIC_PLOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/traffic-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthTrafficRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, HearthTrafficRow, slow);
  gtk_widget_class_bind_template_child (widget_class, HearthTrafficRow, plot);
  gtk_widget_class_bind_template_child (widget_class, HearthTrafficRow, received);
  gtk_widget_class_bind_template_child (widget_class, HearthTrafficRow, sent);
  gtk_widget_class_bind_template_child (widget_class, HearthTrafficRow, picture);
  gtk_widget_class_bind_template_child (widget_class, HearthTrafficRow, route);
  gtk_widget_class_bind_template_child (widget_class, HearthTrafficRow, route_received);
  gtk_widget_class_bind_template_child (widget_class, HearthTrafficRow, route_sent);
}

static void
hearth_traffic_row_init (HearthTrafficRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
hearth_traffic_row_new (HearthTraffic *traffic)
{
  HearthTrafficRow *self;
  HearthParticipant *participant;

  g_return_val_if_fail (HEARTH_IS_TRAFFIC (traffic), NULL);

  self = g_object_new (HEARTH_TYPE_TRAFFIC_ROW, NULL);
  self->traffic = g_object_ref (traffic);
  participant = hearth_traffic_get_participant (traffic);
  hearth_traffic_plot_set_traffic (self->plot, traffic);
  g_signal_connect_object (participant, "notify::name", G_CALLBACK (on_person_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (participant, "notify::colour", G_CALLBACK (on_person_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (hearth_traffic_row_update), NULL);
  on_person_changed (self);
  hearth_traffic_row_update (self);

  return GTK_WIDGET (self);
}

HearthTraffic *
hearth_traffic_row_get_traffic (HearthTrafficRow *self)
{
  g_return_val_if_fail (HEARTH_IS_TRAFFIC_ROW (self), NULL);

  return self->traffic;
}

void
hearth_traffic_row_update (HearthTrafficRow *self)
{
  g_autofree char *summary = NULL;

  g_return_if_fail (HEARTH_IS_TRAFFIC_ROW (self));

  summary = summarize (self);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), summary);
  gtk_widget_set_visible (self->slow, hearth_traffic_is_slow (self->traffic));
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    show_details (self);
}
