/* What the server has done so far: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/signalling-metrics.h"

static const char * const end_names[] = {
  [HEARTH_SOCKET_END_NO_UPGRADE] = "no_upgrade",
  [HEARTH_SOCKET_END_NO_SEAT] = "no_seat",
  [HEARTH_SOCKET_END_NO_PONG] = "no_pong",
  [HEARTH_SOCKET_END_SLOW_READER] = "slow_reader",
  [HEARTH_SOCKET_END_TOO_LARGE] = "too_large",
  [HEARTH_SOCKET_END_TOO_MUCH] = "too_much",
  [HEARTH_SOCKET_END_MALFORMED] = "malformed",
  [HEARTH_SOCKET_END_REPLACED] = "replaced",
  [HEARTH_SOCKET_END_GOING_AWAY] = "going_away",
};
G_STATIC_ASSERT (G_N_ELEMENTS (end_names) == HEARTH_N_SOCKET_ENDS);

static void
begin (GString    *text,
       const char *name,
       const char *kind,
       const char *help)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind);
}

static void
append_counter (GString    *text,
                const char *name,
                const char *help,
                guint64     value)
{
  begin (text, name, "counter", help);
  g_string_append_printf (text, "%s %" G_GUINT64_FORMAT "\n", name, value);
}

static void
append_gauge (GString    *text,
              const char *name,
              const char *help,
              guint64     value)
{
  begin (text, name, "gauge", help);
  g_string_append_printf (text, "%s %" G_GUINT64_FORMAT "\n", name, value);
}

static void
append_refusals (GString                       *text,
                 const HearthSignallingMetrics *self)
{
  const char *name = "hearth_sockets_refused_total";

  begin (text, name, "counter", "Sockets turned away before anything was read from them.");
  g_string_append_printf (text, "%s{reason=\"full\"} %" G_GUINT64_FORMAT "\n", name, self->sockets_refused_full);
  g_string_append_printf (text, "%s{reason=\"address\"} %" G_GUINT64_FORMAT "\n", name, self->sockets_refused_address);
}

static void
append_ends (GString                       *text,
             const HearthSignallingMetrics *self)
{
  const char *name = "hearth_sockets_ended_total";

  begin (text, name, "counter", "Sockets that the server ended.");
  for (guint i = 0; i < HEARTH_N_SOCKET_ENDS; i++)
    g_string_append_printf (text, "%s{reason=\"%s\"} %" G_GUINT64_FORMAT "\n", name, end_names[i], self->ended[i]);
}

static void
append_process (GString                      *text,
                const HearthSignallingGauges *gauges)
{
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];

  begin (text, "process_cpu_seconds_total", "counter", "Processor time used.");
  g_string_append_printf (text, "process_cpu_seconds_total %s\n", g_ascii_dtostr (seconds, sizeof seconds, gauges->cpu_seconds));
  append_gauge (text, "process_resident_memory_bytes", "Resident memory.", gauges->resident_bytes);
}

char *
hearth_signalling_metrics_to_text (const HearthSignallingMetrics *self,
                                   const HearthSignallingGauges  *gauges)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (gauges != NULL, NULL);

  text = g_string_new (NULL);
  append_gauge (text, "hearth_sockets", "Sockets now.", gauges->sockets);
  append_gauge (text, "hearth_sockets_max", "Sockets that there may be.", gauges->max_sockets);
  append_gauge (text, "hearth_rooms", "Rooms now.", gauges->rooms);
  append_gauge (text, "hearth_guests_waiting", "Guests at doors now.", gauges->waiting);
  append_gauge (text, "hearth_guests_inside", "Guests in rooms now.", gauges->inside);
  append_gauge (text, "hearth_addresses", "Network addresses remembered for their limits.", gauges->addresses);

  append_counter (text, "hearth_sockets_accepted_total", "Sockets let in.", self->sockets_accepted);
  append_refusals (text, self);
  append_ends (text, self);
  append_counter (text, "hearth_accept_pauses_total", "Times without a free descriptor.", self->accept_pauses);
  append_counter (text, "hearth_upgrades_total", "WebSockets opened.", self->upgrades);
  append_counter (text, "hearth_requests_refused_total", "HTTP requests answered with a refusal.", self->requests_refused);
  append_counter (text, "hearth_messages_received_total", "Messages from sockets.", self->messages_received);
  append_counter (text, "hearth_received_bytes_total", "Bytes of messages from sockets.", self->bytes_received);
  append_counter (text, "hearth_messages_sent_total", "Messages to sockets.", self->messages_sent);
  append_counter (text, "hearth_sent_bytes_total", "Bytes of messages to sockets.", self->bytes_sent);
  append_counter (text, "hearth_asks_refused_total", "Rooms and doors asked for too often.", self->asks_refused);
  append_counter (text, "hearth_misses_total", "Wrong rooms and tokens.", self->misses);
  append_counter (text, "hearth_refusals_total", "Guests whom a host did not want.", self->refusals);
  append_process (text, gauges);

  return g_string_free (text, FALSE);
}
