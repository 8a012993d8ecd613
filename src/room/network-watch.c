/* How the network between this computer and the others is: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/network-watch.h"

#include "room/gathering.h"
#include "room/host-link.h"
#include "room/member-private.h"
#include "room/strain-meter.h"

#define INTERVAL_SECONDS 1

#define METER "hearth-strain-meter"

struct _HearthNetworkWatch
{
  GObject parent_instance;

  HearthGathering *gathering; /* one of these two; both NULL once closed */
  HearthHostLink *host;
  HearthStrainMeter meter; /* of @host */
  gboolean slow;
  guint source;
};

enum
{
  MEASURED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthNetworkWatch, hearth_network_watch, G_TYPE_OBJECT)

/* --- Whose it is ---------------------------------------------------------------------------------------------------------- */

/* Lives as long as the guest. */
static HearthStrainMeter *
get_meter (HearthGuestLink *guest)
{
  HearthStrainMeter *meter = g_object_get_data (G_OBJECT (guest), METER);

  if (meter == NULL)
    {
      meter = g_new0 (HearthStrainMeter, 1);
      g_object_set_data_full (G_OBJECT (guest), METER, meter, g_free);
    }

  return meter;
}

static void
judge_guests (HearthNetworkWatch *self,
              gint64              now)
{
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);
  guint n_slow = 0;

  for (guint i = 0; i < guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (guests, i);
      HearthLinkStats stats;

      hearth_guest_link_get_stats (guest, &stats);
      n_slow += hearth_strain_meter_update (get_meter (guest), &stats, now);
    }

  self->slow = hearth_strain_is_hosts (self->slow, n_slow, guests->len);
  hearth_gathering_set_host_slow (self->gathering, self->slow);
  for (guint i = 0; i < guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (guests, i);

      hearth_member_set_slow (hearth_guest_link_get_member (guest), get_meter (guest)->slow && !self->slow);
    }
}

/* Where the host knows itself to be slow it is not this person. */
static void
judge_host (HearthNetworkWatch *self,
            gint64              now)
{
  HearthLinkStats stats;

  hearth_host_link_get_stats (self->host, &stats);
  self->slow = hearth_strain_meter_update (&self->meter, &stats, now)
               && !hearth_host_control_is_host_slow (hearth_host_link_get_control (self->host));
}

static gboolean
on_measure (gpointer user_data)
{
  g_autoptr (HearthNetworkWatch) self = g_object_ref (HEARTH_NETWORK_WATCH (user_data));
  gint64 now = g_get_monotonic_time ();

  if (self->gathering != NULL)
    judge_guests (self, now);
  else
    judge_host (self, now);
  g_signal_emit (self, signals[MEASURED], 0);

  return self->source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* --- GObject -------------------------------------------------------------------------------------------------------------- */

static void
hearth_network_watch_dispose (GObject *object)
{
  hearth_network_watch_close (HEARTH_NETWORK_WATCH (object));

  G_OBJECT_CLASS (hearth_network_watch_parent_class)->dispose (object);
}

static void
hearth_network_watch_class_init (HearthNetworkWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_network_watch_dispose;

  signals[MEASURED] = g_signal_new ("measured", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_network_watch_init (HearthNetworkWatch *self)
{
  self->source = g_timeout_add_seconds (INTERVAL_SECONDS, on_measure, self);
}

HearthNetworkWatch *
hearth_network_watch_new_host (HearthGathering *gathering)
{
  HearthNetworkWatch *self;

  g_return_val_if_fail (HEARTH_IS_GATHERING (gathering), NULL);

  self = g_object_new (HEARTH_TYPE_NETWORK_WATCH, NULL);
  self->gathering = g_object_ref (gathering);

  return self;
}

HearthNetworkWatch *
hearth_network_watch_new_guest (HearthHostLink *host)
{
  HearthNetworkWatch *self;

  g_return_val_if_fail (HEARTH_IS_HOST_LINK (host), NULL);

  self = g_object_new (HEARTH_TYPE_NETWORK_WATCH, NULL);
  self->host = g_object_ref (host);

  return self;
}

/* --- What is asked -------------------------------------------------------------------------------------------------------- */

static HearthGuestLink *
find_guest (HearthNetworkWatch *self,
            HearthMember       *member)
{
  GPtrArray *guests = self->gathering != NULL ? hearth_gathering_get_guests (self->gathering) : NULL;

  for (guint i = 0; guests != NULL && i < guests->len; i++)
    if (hearth_guest_link_get_member (g_ptr_array_index (guests, i)) == member)
      return g_ptr_array_index (guests, i);

  return NULL;
}

static gboolean
goes_to_host (HearthNetworkWatch *self,
              HearthMember       *member)
{
  return self->host != NULL && (member == NULL || hearth_member_is_host (member));
}

gboolean
hearth_network_watch_get_link (HearthNetworkWatch *self,
                               HearthMember       *member,
                               HearthLinkStats    *stats)
{
  HearthGuestLink *guest;

  g_return_val_if_fail (HEARTH_IS_NETWORK_WATCH (self), FALSE);
  g_return_val_if_fail (stats != NULL, FALSE);

  guest = find_guest (self, member);
  if (guest != NULL)
    hearth_guest_link_get_stats (guest, stats);
  else if (goes_to_host (self, member))
    hearth_host_link_get_stats (self->host, stats);
  else
    return FALSE;

  return TRUE;
}

gboolean
hearth_network_watch_get_routes (HearthNetworkWatch *self,
                                 HearthMember       *member,
                                 HearthLinkRoutes   *routes)
{
  HearthGuestLink *guest;

  g_return_val_if_fail (HEARTH_IS_NETWORK_WATCH (self), FALSE);
  g_return_val_if_fail (routes != NULL, FALSE);

  guest = find_guest (self, member);
  if (guest != NULL)
    hearth_guest_link_get_routes (guest, routes);
  else if (goes_to_host (self, member))
    hearth_host_link_get_routes (self->host, routes);
  else
    return FALSE;

  return TRUE;
}

gboolean
hearth_network_watch_is_slow (HearthNetworkWatch *self)
{
  g_return_val_if_fail (HEARTH_IS_NETWORK_WATCH (self), FALSE);

  return self->slow;
}

gboolean
hearth_network_watch_is_host_slow (HearthNetworkWatch *self)
{
  g_return_val_if_fail (HEARTH_IS_NETWORK_WATCH (self), FALSE);

  if (self->host != NULL)
    return hearth_host_control_is_host_slow (hearth_host_link_get_control (self->host));

  return self->gathering != NULL && self->slow;
}

void
hearth_network_watch_close (HearthNetworkWatch *self)
{
  g_return_if_fail (HEARTH_IS_NETWORK_WATCH (self));

  g_clear_handle_id (&self->source, g_source_remove);
  self->slow = FALSE;
  g_clear_object (&self->gathering);
  g_clear_object (&self->host);
}
