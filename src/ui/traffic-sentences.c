/* Figures of the network as a person reads them: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/traffic-sentences.h"

#include <glib/gi18n.h>

#include "ui/sentences.h"

/* From here on a decimal says more than another thousand. */
#define MEGABIT 1000000.0
#define KILOBIT 1000.0

/* @parts: (transfer full): what is known, one after the other. Returns: (transfer full) (nullable) */
static char *
join (GStrvBuilder *parts)
{
  g_autoptr (GStrvBuilder) builder = parts;
  g_auto (GStrv) all = g_strv_builder_end (builder);

  if (all[0] == NULL)
    return NULL;

  /* Translators: what stands between the figures of a list: "1.2 Mbit/s, 0.5 % lost" */
  return g_strjoinv (C_("figures", ", "), all);
}

char *
hearth_sentence_for_bitrate (double bitrate)
{
  if (bitrate >= MEGABIT)
    /* Translators: a bit rate in megabits a second; the number has one decimal */
    return g_strdup_printf (_("%.1f Mbit/s"), bitrate / MEGABIT);

  /* Translators: a bit rate in kilobits a second */
  return g_strdup_printf (_("%.0f kbit/s"), MAX (bitrate, 0) / KILOBIT);
}

char *
hearth_sentence_for_sample (const HearthTrafficSample *sample)
{
  GStrvBuilder *parts = g_strv_builder_new ();

  if (sample->bitrate >= 0)
    g_strv_builder_take (parts, hearth_sentence_for_bitrate (sample->bitrate));
  if (sample->loss >= 0)
    /* Translators: the share of packets that are lost on their way, in percent, with one decimal */
    g_strv_builder_take (parts, g_strdup_printf (_("%.1f %% lost"), sample->loss * 100));
  if (sample->round_trip_ms >= 0)
    /* Translators: how long a packet takes to the other computer and back, in milliseconds */
    g_strv_builder_take (parts, g_strdup_printf (_("%.0f ms there and back"), sample->round_trip_ms));
  if (sample->jitter_ms >= 0)
    /* Translators: how unevenly packets come, in milliseconds */
    g_strv_builder_take (parts, g_strdup_printf (_("%.0f ms jitter"), sample->jitter_ms));

  return join (parts);
}

char *
hearth_sentence_for_media (const HearthTrafficSample *sample)
{
  g_autofree char *list = NULL;
  GStrvBuilder *parts;

  if (sample->width <= 0 || sample->height <= 0)
    return NULL;

  parts = g_strv_builder_new ();
  /* Translators: width and height of a picture in pixels */
  g_strv_builder_take (parts, g_strdup_printf (_("%d × %d"), sample->width, sample->height));
  if (sample->frame_rate > 0)
    /* Translators: how many pictures come in a second */
    g_strv_builder_take (parts, g_strdup_printf (_("%.0f pictures a second"), sample->frame_rate));
  else if (sample->frame_rate == 0)
    /* Translators: a picture that comes, and that nobody has on the screen now */
    g_strv_builder_add (parts, _("not shown"));
  if (sample->layers > 1)
    /* Translators: the same picture is sent in several sizes (layers) at once, so that everybody gets one that fits */
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("in %u size", "in %u sizes at once", sample->layers), sample->layers));
  list = join (parts);

  /* Translators: %s are properties of a picture, “1280 × 720, 30 pictures a second”; VP8 is how all pictures are coded */
  return g_strdup_printf (_("%s (VP8)"), list);
}

static const char *
name_address (HearthAddressKind kind)
{
  switch (kind)
    {
    case HEARTH_ADDRESS_HOST:
      /* Translators: one end of a path through the network: the computer itself, in technical terms a “host” candidate */
      return _("the computer itself");
    case HEARTH_ADDRESS_SERVER_REFLEXIVE:
      /* Translators: one end of a path through the network: a router in front of the computer (“srflx” candidate) */
      return _("a router");
    case HEARTH_ADDRESS_PEER_REFLEXIVE:
      /* Translators: one end of a path: a router whose address was found on the way (“prflx” candidate) */
      return _("a router, found on the way");
    case HEARTH_ADDRESS_RELAY:
      /* Translators: one end of a path: a relay (TURN) server on the internet (“relay” candidate) */
      return _("a relay");
    case HEARTH_ADDRESS_UNKNOWN:
    default:
      return _("unknown");
    }
}

char *
hearth_sentence_for_route (const HearthRoute *route)
{
  if (route->local == HEARTH_ADDRESS_UNKNOWN || route->remote == HEARTH_ADDRESS_UNKNOWN)
    return NULL;

  if (hearth_route_is_relayed (route))
    /* Translators: %1$s and %2$s are the two ends of a path through the network, here and there: “a relay”, “a router” */
    return g_strdup_printf (_("Through a relay (here: %1$s; there: %2$s)"), name_address (route->local),
                            name_address (route->remote));

  /* Translators: %1$s and %2$s are the two ends of a path, here and there: “the computer itself”, “a router” */
  return g_strdup_printf (_("Direct (here: %1$s; there: %2$s)"), name_address (route->local), name_address (route->remote));
}

static double
get_worst_loss (const HearthTrafficHistory *history)
{
  double worst = 0;

  for (guint age = 0; age < history->length; age++)
    worst = MAX (worst, hearth_traffic_history_get (history, age)->loss);

  return worst;
}

/* @format: with three rates: now, on average, at most */
static void
add_rates (GStrvBuilder               *parts,
           const HearthTrafficHistory *history,
           const char                 *format)
{
  double last = hearth_traffic_history_get_last (history).bitrate;
  g_autofree char *now = last >= 0 ? hearth_sentence_for_bitrate (last) : g_strdup (_("unknown"));
  g_autofree char *mean = hearth_sentence_for_bitrate (hearth_traffic_history_get_mean (history));
  g_autofree char *peak = hearth_sentence_for_bitrate (hearth_traffic_history_get_peak (history));
  g_autoptr (GString) text = NULL;

  if (hearth_traffic_history_get_peak (history) < 0)
    return;

  text = g_string_new (format);
  g_string_replace (text, "{now}", now, 0);
  g_string_replace (text, "{mean}", mean, 0);
  g_string_replace (text, "{peak}", peak, 0);
  g_strv_builder_add (parts, text->str);
}

char *
hearth_sentence_for_plot (HearthTraffic *traffic)
{
  const HearthTrafficHistory *received = hearth_traffic_get_history (traffic, HEARTH_TRAFFIC_RECEIVED);
  const HearthTrafficHistory *sent = hearth_traffic_get_history (traffic, HEARTH_TRAFFIC_SENT);
  double worst = MAX (get_worst_loss (received), get_worst_loss (sent));
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  /* Translators: {now}, {mean} and {peak} are bit rates of the last two minutes, as “1.2 Mbit/s”, and stay as they are */
  add_rates (parts, received, _("Received: {now} now, {mean} on average, {peak} at most."));
  /* Translators: {now}, {mean} and {peak} are bit rates of the last two minutes, as “1.2 Mbit/s”, and stay as they are */
  add_rates (parts, sent, _("Sent: {now} now, {mean} on average, {peak} at most."));
  if (worst > 0)
    /* Translators: of packets, in percent, in the second in which most were lost */
    g_strv_builder_take (parts, g_strdup_printf (_("Lost: %.1f %% in the worst second."), worst * 100));
  all = g_strv_builder_end (parts);
  if (all[0] == NULL)
    return g_strdup (_("No figures yet"));

  return g_strjoinv (" ", all);
}

char *
hearth_sentence_for_slow (HearthNetwork *network)
{
  g_autofree char *name = NULL;
  guint n;
  HearthParticipant *first = hearth_network_get_slow (network, &n);

  if (first != NULL && hearth_participant_is_self (first))
    return g_strdup (_("Your connection is slow. Others may see and hear you badly."));
  if (hearth_network_is_unattended_host_slow (network))
    return g_strdup (_("The connection of the computer that hosts this room is slow"));
  if (first == NULL)
    return NULL;
  if (n > 1)
    return g_strdup_printf (ngettext ("The connection of %u person is slow", "The connections of %u people are slow", n), n);

  name = hearth_sentence_isolate (hearth_participant_get_name (first));
  /* Translators: %s is a person's name */
  return g_strdup_printf (_("The connection of %s is slow"), name);
}
