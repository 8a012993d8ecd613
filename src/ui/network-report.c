/* How the network was in the last two minutes, as text: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/network-report.h"

#define KILOBIT 1000

/* Not as in the person's language: whoever reads it compares figures. */
static void
add_number (GString    *text,
            const char *format,
            double      number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, format, number));
}

/* @unit: what stands behind it; nothing is added where the figure is not known */
static void
add_figure (GString    *text,
            const char *what,
            const char *format,
            double      figure,
            const char *unit)
{
  if (figure < 0)
    return;

  g_string_append_printf (text, ", %s ", what);
  add_number (text, format, figure);
  g_string_append (text, unit);
}

static void
find_losses (const HearthTrafficHistory *history,
             double                     *mean,
             double                     *worst)
{
  guint n = 0;

  *mean = *worst = HEARTH_TRAFFIC_UNKNOWN;
  for (guint age = 0; age < history->length; age++)
    {
      double loss = hearth_traffic_history_get (history, age)->loss;

      if (loss < 0)
        continue;
      *mean = n == 0 ? loss : *mean + (loss - *mean) / (n + 1);
      *worst = MAX (*worst, loss);
      n++;
    }
}

static void
add_direction (GString                *text,
               HearthTraffic          *traffic,
               HearthTrafficDirection  direction,
               const char             *what)
{
  const HearthTrafficHistory *history = hearth_traffic_get_history (traffic, direction);
  const HearthRoute *route = hearth_traffic_get_route (traffic, direction);
  HearthTrafficSample last = hearth_traffic_history_get_last (history);
  double loss, worst_loss;

  if (history->length == 0)
    return;

  find_losses (history, &loss, &worst_loss);
  g_string_append_printf (text, "  %s: %u s", what, history->length);
  add_figure (text, "now", "%.0f", last.bitrate < 0 ? last.bitrate : last.bitrate / KILOBIT, " kbit/s");
  add_figure (text, "mean", "%.0f", hearth_traffic_history_get_mean (history) / KILOBIT, " kbit/s");
  add_figure (text, "peak", "%.0f", hearth_traffic_history_get_peak (history) / KILOBIT, " kbit/s");
  add_figure (text, "lost", "%.2f", loss < 0 ? loss : loss * 100, " %");
  add_figure (text, "in the worst second", "%.2f", worst_loss < 0 ? worst_loss : worst_loss * 100, " %");
  add_figure (text, "round trip", "%.0f", last.round_trip_ms, " ms");
  add_figure (text, "jitter", "%.1f", last.jitter_ms, " ms");
  if (last.width > 0)
    g_string_append_printf (text, ", VP8 %d x %d", last.width, last.height);
  add_figure (text, "at", "%.0f", last.frame_rate, " pictures/s");
  if (last.layers > 0)
    g_string_append_printf (text, ", layers %u", last.layers);
  if (route->local != HEARTH_ADDRESS_UNKNOWN)
    g_string_append_printf (text, ", %s (%s to %s)", hearth_route_is_relayed (route) ? "relayed" : "direct",
                            hearth_address_kind_get_name (route->local), hearth_address_kind_get_name (route->remote));
  g_string_append_c (text, '\n');
}

char *
hearth_network_report_make (HearthCall *call)
{
  GListModel *everybody;
  GString *text;
  guint n;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  everybody = hearth_network_get_traffic (hearth_call_get_network (call));
  n = g_list_model_get_n_items (everybody);
  text = g_string_new (NULL);
  g_string_append_printf (text, "Hearth: %s\nHosting: %s\nPeople: %u\n", HEARTH_VERSION,
                          hearth_call_is_hosting (call) ? "yes" : "no", n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthTraffic) traffic = g_list_model_get_item (everybody, i);
      HearthParticipant *participant = hearth_traffic_get_participant (traffic);

      g_string_append_printf (text, "Person %u%s%s%s:\n", i + 1, hearth_participant_is_self (participant) ? ", this one" : "",
                              hearth_participant_is_host (participant) ? ", host" : "",
                              hearth_traffic_is_slow (traffic) ? ", slow" : "");
      add_direction (text, traffic, HEARTH_TRAFFIC_RECEIVED, "Received");
      add_direction (text, traffic, HEARTH_TRAFFIC_SENT, "Sent");
    }

  return g_string_free_and_steal (text);
}
