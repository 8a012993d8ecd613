/* Everybody who is inside a room that this computer hosts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/gathering.h"

#include "base/main-thread.h"
#include "base/pacer.h"
#include "protocol/id.h"
#include "room/distinct-name.h"
#include "room/member-private.h"
#include "room/own-seat.h"
#include "room/roster-writer.h"

#define HOST_ID HEARTH_GATHERING_HOST_ID

/* A guest may outlive a program that hosts, and must not take one who comes to the next for somebody of before: each run has a
 * tag of its own, one of 2³⁶. */
#define TAG_CHARACTERS 6

/* How often everybody is told who is on which line and speaks. */
#define SPEAKERS_MS 100

/* And who is there: 8 KiB for each of forty people, and whoever toggles something must not have the host write that all the time.
 * The first change goes out at once, and so does it when somebody leaves. */
#define ROSTER_MS 500

/* How long the news that somebody has to go have to get out before their connection is closed. */
#define EXPEL_MS 150

struct _HearthGathering
{
  GObject parent_instance;

  char *host_claim; /* what the host calls themselves */
  GPtrArray *guests;
  GListStore *members;
  guint n_minted;
  char *tag; /* of every id minted here */

  HearthDistribution *distribution;
  HearthOwnSeat *seat;

  HearthRosterWriter writer;
  HearthPacer roster;
  HearthPacer speakers;
};

enum
{
  JOINED,
  OPENED,
  ACT,
  LEFT,
  ACTIVE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthGathering, hearth_gathering, G_TYPE_OBJECT)

static const char *
get_id (HearthGuestLink *guest)
{
  return hearth_member_get_id (hearth_guest_link_get_member (guest));
}

/* --- Who is there ------------------------------------------------------------------------------------------------------- */

static void
send_roster (HearthGathering *self,
             HearthGuestLink *guest)
{
  g_autoptr (HearthControlMessage) message = NULL;

  self->writer.host->picture_held = hearth_distribution_is_held (self->distribution, HOST_ID, HEARTH_PICTURE_CAMERA);
  message = hearth_roster_writer_write (&self->writer, HOST_ID, self->guests, guest);

  /* Where the channel is not open, the roster follows when it is. */
  (void) hearth_guest_link_send (guest, message);
}

static void
on_roster_due (gpointer user_data)
{
  HearthGathering *self = HEARTH_GATHERING (user_data);

  self->writer.version++;
  for (guint i = 0; i < self->guests->len; i++)
    send_roster (self, g_ptr_array_index (self->guests, i));
}

static void
on_guest_opened (HearthGuestLink *guest,
                 HearthGathering *self)
{
  send_roster (self, guest);
  g_signal_emit (self, signals[OPENED], 0, guest);
}

static void
on_guest_act (HearthGuestLink      *guest,
              HearthControlMessage *act,
              HearthGathering      *self)
{
  g_signal_emit (self, signals[ACT], 0, guest, act);
}

static void
on_roster_changed (HearthGathering *self)
{
  hearth_pacer_queue (&self->roster);
}

/* Nobody is called what somebody else here is called. */
static void
on_member_name_notify (HearthMember    *member,
                       GParamSpec      *pspec,
                       HearthGathering *self)
{
  g_autofree char *name = hearth_distinct_name_make (hearth_member_get_name (member), G_LIST_MODEL (self->members), member,
                                                     self->writer.host->name);

  hearth_member_rename (member, name, hearth_member_get_colour (member));
}

/* --- What reaches whom -------------------------------------------------------------------------------------------------- */

static void
on_speakers_due (gpointer user_data)
{
  HearthGathering *self = HEARTH_GATHERING (user_data);

  if (self->seat != NULL)
    {
      g_autoptr (HearthControlMessage) own = hearth_distribution_make_speakers (self->distribution, HOST_ID);

      hearth_own_seat_set_speakers (self->seat, own);
    }
  for (guint i = 0; i < self->guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (self->guests, i);
      g_autoptr (HearthControlMessage) message = hearth_distribution_make_speakers (self->distribution, get_id (guest));

      hearth_guest_link_set_speakers (guest, message);
    }
}

static void
on_speakers_changed (HearthDistribution *distribution,
                     HearthGathering    *self)
{
  hearth_pacer_queue (&self->speakers);
}

static void
on_held_changed (HearthDistribution *distribution,
                 HearthGathering    *self)
{
  for (guint i = 0; i < self->guests->len; i++)
    {
      HearthMember *member = hearth_guest_link_get_member (g_ptr_array_index (self->guests, i));

      /* A screen for which there is no room is stopped, or it would begin to be seen some time later, when nobody thinks of it. */
      if (hearth_distribution_is_held (distribution, hearth_member_get_id (member), HEARTH_PICTURE_SHARE))
        hearth_guest_control_stop (hearth_guest_link_get_control (g_ptr_array_index (self->guests, i)), HEARTH_MEDIUM_SHARING);
      hearth_member_set_picture_held (member, hearth_distribution_is_held (distribution, hearth_member_get_id (member),
                                                                           HEARTH_PICTURE_CAMERA));
    }
  hearth_pacer_queue (&self->roster);
}

static void
on_active_changed (HearthOwnSeat   *seat,
                   HearthGathering *self)
{
  g_signal_emit (self, signals[ACTIVE_CHANGED], 0);
}

static void
on_feed_track_changed (HearthReceiverFeed *feed,
                       const char         *track_id,
                       HearthRtpSource    *source,
                       HearthGuestLink    *guest)
{
  hearth_guest_link_set_track (guest, track_id, source);
}

static void
on_guest_view (HearthGuestLink      *guest,
               HearthControlMessage *view,
               HearthReceiverFeed   *feed)
{
  hearth_receiver_feed_apply_view (feed, view);
}

static void
on_guest_sounds_changed (HearthGuestLink *guest,
                         HearthGathering *self)
{
  hearth_distribution_set_voice (self->distribution, get_id (guest), hearth_guest_link_get_sound (guest, HEARTH_TRACK_AUDIO));
  hearth_distribution_set_sound (self->distribution, get_id (guest), hearth_guest_link_get_sound (guest, HEARTH_TRACK_SOUND));
}

/* --- Coming and going --------------------------------------------------------------------------------------------------- */

static void
on_close_guest (gpointer user_data)
{
  g_autoptr (HearthGuestLink) guest = HEARTH_GUEST_LINK (user_data);

  hearth_guest_link_close (guest);
}

static void
forget (HearthGathering *self,
        HearthGuestLink *guest)
{
  g_signal_handlers_disconnect_by_data (hearth_guest_link_get_member (guest), self);
  g_signal_handlers_disconnect_by_data (guest, self);
}

static void
on_guest_gone (HearthGuestLink *gone,
               HearthGathering *self)
{
  g_autoptr (HearthGuestLink) guest = g_object_ref (gone);
  HearthMember *member = hearth_guest_link_get_member (guest);
  guint index;

  forget (self, guest);
  g_ptr_array_remove (self->guests, guest);
  if (g_list_store_find (self->members, member, &index))
    g_list_store_remove (self->members, index);

  hearth_distribution_remove (self->distribution, hearth_member_get_id (member));
  g_signal_emit (self, signals[LEFT], 0, guest);

  /* Before that closing takes its time. */
  hearth_pacer_hurry (&self->roster);

  /* This runs inside a signal of the guest's own connection, which is therefore closed a turn later. */
  if (hearth_guest_link_is_expelled (guest))
    g_timeout_add_once (EXPEL_MS, on_close_guest, g_steal_pointer (&guest));
  else
    hearth_main_thread_later (on_close_guest, g_steal_pointer (&guest));
}

static void
hearth_gathering_dispose (GObject *object)
{
  HearthGathering *self = HEARTH_GATHERING (object);

  hearth_gathering_close (self);
  g_clear_object (&self->seat);
  g_clear_object (&self->distribution);

  G_OBJECT_CLASS (hearth_gathering_parent_class)->dispose (object);
}

static void
hearth_gathering_finalize (GObject *object)
{
  HearthGathering *self = HEARTH_GATHERING (object);

  hearth_roster_writer_clear (&self->writer);
  g_free (self->host_claim);
  g_clear_pointer (&self->guests, g_ptr_array_unref);
  g_clear_object (&self->members);
  g_free (self->tag);

  G_OBJECT_CLASS (hearth_gathering_parent_class)->finalize (object);
}

static void
hearth_gathering_class_init (HearthGatheringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_gathering_dispose;
  object_class->finalize = hearth_gathering_finalize;

  signals[JOINED] = g_signal_new ("joined", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_GUEST_LINK);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_GUEST_LINK);
  signals[ACT] = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL, G_TYPE_NONE, 2, HEARTH_TYPE_GUEST_LINK, G_TYPE_POINTER);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_GUEST_LINK);
  signals[ACTIVE_CHANGED] = g_signal_new ("active-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_gathering_init (HearthGathering *self)
{
  self->tag = hearth_id_new ();
  self->guests = g_ptr_array_new_with_free_func (g_object_unref);
  self->members = g_list_store_new (HEARTH_TYPE_MEMBER);
  hearth_roster_writer_init (&self->writer);
  hearth_pacer_init (&self->roster, ROSTER_MS, on_roster_due, self);
  hearth_pacer_init (&self->speakers, SPEAKERS_MS, on_speakers_due, self);

  self->distribution = hearth_distribution_new ();
  g_signal_connect_object (self->distribution, "speakers-changed", G_CALLBACK (on_speakers_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->distribution, "held-changed", G_CALLBACK (on_held_changed), self, G_CONNECT_DEFAULT);
}

HearthGathering *
hearth_gathering_new (void)
{
  return g_object_new (HEARTH_TYPE_GATHERING, NULL);
}

void
hearth_gathering_set_host (HearthGathering         *self,
                           const HearthMemberState *state)
{
  g_autofree char *name = NULL;

  g_return_if_fail (HEARTH_IS_GATHERING (self));

  if (g_set_str (&self->host_claim, state->name))
    name = hearth_distinct_name_make (state->name, G_LIST_MODEL (self->members), NULL, NULL);
  hearth_roster_writer_set_host (&self->writer, state, name != NULL ? name : self->writer.host->name);
  hearth_distribution_set_muted (self->distribution, HOST_ID, !state->microphone_on);
  hearth_distribution_set_on (self->distribution, HOST_ID, HEARTH_PICTURE_CAMERA, state->camera_on);
  hearth_distribution_set_on (self->distribution, HOST_ID, HEARTH_PICTURE_SHARE, state->sharing);
  hearth_distribution_set_sound_on (self->distribution, HOST_ID, state->sharing && state->share_sound, !state->share_paused);
  hearth_pacer_queue (&self->roster);
}

void
hearth_gathering_set_host_slow (HearthGathering *self,
                                gboolean         slow)
{
  g_return_if_fail (HEARTH_IS_GATHERING (self));

  if (self->writer.host->slow == slow)
    return;

  self->writer.host->slow = slow;
  hearth_pacer_queue (&self->roster);
}

void
hearth_gathering_set_host_hand (HearthGathering *self,
                                guint            hand)
{
  g_return_if_fail (HEARTH_IS_GATHERING (self));

  self->writer.host->hand = hand;
  hearth_pacer_queue (&self->roster);
}

const HearthMemberState *
hearth_gathering_get_host (HearthGathering *self)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  return self->writer.host;
}

void
hearth_gathering_set_local (HearthGathering          *self,
                            const HearthLocalSources *sources)
{
  g_return_if_fail (HEARTH_IS_GATHERING (self));
  g_return_if_fail (self->guests->len == 0 && self->seat == NULL);

  self->seat = hearth_own_seat_new (HOST_ID, G_LIST_MODEL (self->members));
  self->writer.seated = TRUE;
  g_signal_connect_object (self->seat, "active-changed", G_CALLBACK (on_active_changed), self, G_CONNECT_DEFAULT);
  hearth_distribution_add (self->distribution, hearth_own_seat_get_feed (self->seat), sources->pictures[HEARTH_PICTURE_CAMERA],
                           sources->pictures[HEARTH_PICTURE_SHARE]);
  hearth_distribution_set_muted (self->distribution, HOST_ID, !self->writer.host->microphone_on);
  hearth_distribution_set_voice (self->distribution, HOST_ID, sources->voice);
  hearth_distribution_set_sound (self->distribution, HOST_ID, sources->sound);
}

gboolean
hearth_gathering_is_seated (HearthGathering *self)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), FALSE);

  return self->seat != NULL;
}

void
hearth_gathering_show (HearthGathering   *self,
                       const char        *member_id,
                       HearthPictureKind  kind,
                       guint              width,
                       guint              height,
                       gboolean           pinned)
{
  g_return_if_fail (HEARTH_IS_GATHERING (self));

  if (self->seat != NULL)
    hearth_receiver_feed_show (hearth_own_seat_get_feed (self->seat), member_id, kind, width, height, pinned);
}

HearthMember *
hearth_gathering_get_active (HearthGathering *self)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  return self->seat != NULL ? hearth_own_seat_get_active (self->seat) : NULL;
}

char *
hearth_gathering_mint_id (HearthGathering *self)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  return g_strdup_printf ("g%u-%.*s", ++self->n_minted, TAG_CHARACTERS, self->tag);
}

static void
watch (HearthGathering    *self,
       HearthGuestLink    *guest,
       HearthReceiverFeed *feed)
{
  static const char *const told[] = {
    "notify::name", "notify::colour", "notify::microphone-on", "notify::camera-on", "notify::sharing", "notify::share-paused",
    "notify::share-sound",
    "notify::role", "notify::proof", "notify::slow", "notify::hand",
  };
  HearthMember *member = hearth_guest_link_get_member (guest);

  g_signal_connect_object (guest, "opened", G_CALLBACK (on_guest_opened), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (guest, "act", G_CALLBACK (on_guest_act), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (guest, "held-changed", G_CALLBACK (on_roster_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (guest, "gone", G_CALLBACK (on_guest_gone), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (guest, "sounds-changed", G_CALLBACK (on_guest_sounds_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (guest, "view", G_CALLBACK (on_guest_view), feed, G_CONNECT_DEFAULT);
  g_signal_connect_object (feed, "track-changed", G_CALLBACK (on_feed_track_changed), guest, G_CONNECT_DEFAULT);
  g_signal_connect_object (member, "notify::name", G_CALLBACK (on_member_name_notify), self, G_CONNECT_DEFAULT);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_signal_connect_object (member, told[i], G_CALLBACK (on_roster_changed), self, G_CONNECT_SWAPPED);
}

void
hearth_gathering_add (HearthGathering *self,
                      HearthGuestLink *guest)
{
  g_autoptr (HearthReceiverFeed) feed = NULL;

  g_return_if_fail (HEARTH_IS_GATHERING (self));
  g_return_if_fail (HEARTH_IS_GUEST_LINK (guest));

  on_member_name_notify (hearth_guest_link_get_member (guest), NULL, self);
  feed = hearth_receiver_feed_new (get_id (guest));
  watch (self, guest, feed);
  g_ptr_array_add (self->guests, g_object_ref (guest));
  g_list_store_append (self->members, hearth_guest_link_get_member (guest));
  hearth_distribution_add (self->distribution, feed,
                           HEARTH_LAYERED_SOURCE (hearth_guest_link_get_picture (guest, HEARTH_PICTURE_CAMERA)),
                           HEARTH_LAYERED_SOURCE (hearth_guest_link_get_picture (guest, HEARTH_PICTURE_SHARE)));
  hearth_distribution_follow (self->distribution, hearth_guest_link_get_member (guest));
  g_signal_emit (self, signals[JOINED], 0, guest);
  hearth_pacer_queue (&self->roster);
}

void
hearth_gathering_set_switches (HearthGathering *self,
                               guint            switches)
{
  g_return_if_fail (HEARTH_IS_GATHERING (self));

  self->writer.switches = switches & HEARTH_SWITCHES_ALL;
  hearth_pacer_queue (&self->roster);
}

guint
hearth_gathering_get_switches (HearthGathering *self)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), 0);

  return self->writer.switches;
}

void
hearth_gathering_tell_all (HearthGathering            *self,
                           const HearthControlMessage *message)
{
  g_return_if_fail (HEARTH_IS_GATHERING (self));

  for (guint i = 0; i < self->guests->len; i++)
    (void) hearth_guest_link_send (g_ptr_array_index (self->guests, i), message);
}

HearthGuestLink *
hearth_gathering_find_address (HearthGathering *self,
                               const char      *address)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  for (guint i = 0; i < self->guests->len; i++)
    if (g_strcmp0 (hearth_guest_link_get_address (g_ptr_array_index (self->guests, i)), address) == 0)
      return g_ptr_array_index (self->guests, i);

  return NULL;
}

HearthGuestLink *
hearth_gathering_find_key (HearthGathering       *self,
                           const HearthPublicKey *key)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  for (guint i = 0; i < self->guests->len; i++)
    if (hearth_public_key_equal (hearth_guest_link_get_key (g_ptr_array_index (self->guests, i)), key))
      return g_ptr_array_index (self->guests, i);

  return NULL;
}

HearthGuestLink *
hearth_gathering_find_id (HearthGathering *self,
                          const char      *id)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  for (guint i = 0; i < self->guests->len; i++)
    if (g_strcmp0 (get_id (g_ptr_array_index (self->guests, i)), id) == 0)
      return g_ptr_array_index (self->guests, i);

  return NULL;
}

HearthGuestLink *
hearth_gathering_find_control (HearthGathering    *self,
                               HearthGuestControl *control)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  for (guint i = 0; i < self->guests->len; i++)
    if (hearth_guest_link_get_control (g_ptr_array_index (self->guests, i)) == control)
      return g_ptr_array_index (self->guests, i);

  return NULL;
}

GPtrArray *
hearth_gathering_get_guests (HearthGathering *self)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  return self->guests;
}

GListModel *
hearth_gathering_get_members (HearthGathering *self)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  return G_LIST_MODEL (self->members);
}

void
hearth_gathering_get_stats (HearthGathering *self,
                            HearthFeedStats *stats)
{
  g_return_if_fail (HEARTH_IS_GATHERING (self));

  hearth_distribution_get_stats (self->distribution, stats);
}

void
hearth_gathering_close (HearthGathering *self)
{
  g_return_if_fail (HEARTH_IS_GATHERING (self));

  if (self->distribution == NULL)
    return;

  hearth_pacer_cancel (&self->roster);
  hearth_pacer_cancel (&self->speakers);
  g_signal_handlers_disconnect_by_data (self->distribution, self);
  if (self->seat != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->seat, self);
      hearth_own_seat_close (self->seat);
    }
  for (guint i = 0; i < self->guests->len; i++)
    forget (self, g_ptr_array_index (self->guests, i));
  hearth_distribution_close (self->distribution);
  for (guint i = 0; i < self->guests->len; i++)
    hearth_guest_link_close (g_ptr_array_index (self->guests, i));
  g_ptr_array_set_size (self->guests, 0);
  g_list_store_remove_all (self->members);
}
