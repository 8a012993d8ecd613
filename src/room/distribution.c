/* Who gives what to the room, and who gets what of it: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/distribution.h"

#include "base/main-thread.h"
#include "room/layer-demand.h"
#include "room/picture-seats.h"
#include "room/voices.h"

/* Everybody in the room. */
typedef struct
{
  HearthReceiverFeed *feed;
  HearthMember *member;   /* nullable: whom it follows */
  HearthRtpSource *voice; /* nullable */
  gboolean muted;         /* nobody gets the voice, whatever comes of it */
  HearthRtpSource *sound; /* nullable: of the screen */
  gboolean sound_shared;
  gboolean sound_on;
  HearthLayeredSource *pictures[HEARTH_N_PICTURE_KINDS]; /* nullable */
  gboolean on[HEARTH_N_PICTURE_KINDS];
  HearthLayerDemand demands[HEARTH_N_PICTURE_KINDS];
} Person;

struct _HearthDistribution
{
  GObject parent_instance;

  GPtrArray *people;
  HearthVoices *voices;
  HearthPictureSeats *seats[HEARTH_N_PICTURE_KINDS];
  guint demand_source; /* something has changed */
  guint keep_source;   /* a layer that nobody wants is kept until then */
  HearthFeedStats retired;
};

enum
{
  SPEAKERS_CHANGED,
  HELD_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthDistribution, hearth_distribution, G_TYPE_OBJECT)

static const char *
get_id (const Person *person)
{
  return hearth_receiver_feed_get_id (person->feed);
}

static Person *
find (HearthDistribution *self,
      const char         *id)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      Person *person = g_ptr_array_index (self->people, i);

      if (g_str_equal (get_id (person), id))
        return person;
    }

  return NULL;
}

/* --- Which layers are sent ---------------------------------------------------------------------------------------------- */

static gint64
update_picture_demand (HearthDistribution *self,
                       Person             *person,
                       HearthPictureKind   kind,
                       gint64              now)
{
  guint wanted = 0;

  if (person->pictures[kind] == NULL)
    return -1;

  for (guint i = 0; i < self->people->len; i++)
    wanted |= hearth_receiver_feed_get_layers (((const Person *) g_ptr_array_index (self->people, i))->feed, get_id (person), kind);
  hearth_layered_source_set_wanted (person->pictures[kind], hearth_layer_demand_update (&person->demands[kind], wanted, now));

  return hearth_layer_demand_get_due (&person->demands[kind]);
}

static void on_keep_over (gpointer user_data);

static void
update_demand (HearthDistribution *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 due = -1;

  g_clear_handle_id (&self->keep_source, g_source_remove);
  for (guint i = 0; i < self->people->len; i++)
    for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
      {
        gint64 picture_due = update_picture_demand (self, g_ptr_array_index (self->people, i), kind, now);

        if (picture_due >= 0 && (due < 0 || picture_due < due))
          due = picture_due;
      }
  if (due >= 0)
    self->keep_source = g_timeout_add_once ((guint) (MAX (due - now, 0) / 1000 + 1), on_keep_over, self);
}

static void
on_keep_over (gpointer user_data)
{
  HearthDistribution *self = HEARTH_DISTRIBUTION (user_data);

  self->keep_source = 0;
  update_demand (self);
}

static void
on_demand_due (gpointer user_data)
{
  HearthDistribution *self = HEARTH_DISTRIBUTION (user_data);

  self->demand_source = 0;
  update_demand (self);
}

static void
queue_demand (HearthDistribution *self)
{
  if (self->demand_source == 0)
    self->demand_source = hearth_main_thread_later (on_demand_due, self);
}

static void
on_demand_changed (HearthReceiverFeed *feed,
                   HearthDistribution *self)
{
  queue_demand (self);
}

/* --- Who is heard, and who is seen -------------------------------------------------------------------------------------- */

static void
on_slots_changed (HearthReceiverFeed *feed,
                  HearthDistribution *self)
{
  g_signal_emit (self, signals[SPEAKERS_CHANGED], 0);
}

static void
on_voices_changed (HearthVoices       *voices,
                   HearthDistribution *self)
{
  GPtrArray *heard = hearth_voices_get_heard (voices);

  for (guint i = 0; i < self->people->len; i++)
    hearth_receiver_feed_set_heard (((const Person *) g_ptr_array_index (self->people, i))->feed, heard);
  g_signal_emit (self, signals[SPEAKERS_CHANGED], 0);
}

/* A camera that is off keeps its line as long as it keeps its seat, and is back at once; a screen is another one each time. */
static gboolean
has_line (HearthDistribution *self,
          const Person       *person,
          HearthPictureKind   kind)
{
  return person->pictures[kind] != NULL && (person->on[kind] || kind == HEARTH_PICTURE_CAMERA)
         && hearth_picture_seats_has (self->seats[kind], get_id (person));
}

/* A screen without a seat is not heard either. */
static void
feed_sound (HearthDistribution *self,
            HearthReceiverFeed *feed,
            const Person       *person)
{
  gboolean shared = person->sound_shared && has_line (self, person, HEARTH_PICTURE_SHARE);

  hearth_receiver_feed_set_sound (feed, get_id (person), shared ? person->sound : NULL, person->sound_on);
}

/* What @feed gets of @person now; of themselves a feed takes nothing. */
static void
feed_person (HearthDistribution *self,
             HearthReceiverFeed *feed,
             const Person       *person)
{
  hearth_receiver_feed_set_voice (feed, get_id (person), person->muted ? NULL : person->voice);
  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    hearth_receiver_feed_set_picture (feed, get_id (person), kind, has_line (self, person, kind) ? person->pictures[kind] : NULL,
                                      person->on[kind]);
  feed_sound (self, feed, person);
}

static void
feed_all (HearthDistribution *self,
          const Person       *person)
{
  for (guint i = 0; i < self->people->len; i++)
    feed_person (self, ((const Person *) g_ptr_array_index (self->people, i))->feed, person);
}

/* Others have a seat now. */
static void
feed_seats (HearthDistribution *self)
{
  for (guint i = 0; i < self->people->len; i++)
    feed_all (self, g_ptr_array_index (self->people, i));
  g_signal_emit (self, signals[HELD_CHANGED], 0);
}

static void
unfollow (HearthDistribution *self,
          Person             *person)
{
  if (person->member != NULL)
    g_signal_handlers_disconnect_by_data (person->member, self);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
person_free (gpointer data)
{
  Person *person = data;

  g_object_unref (person->feed);
  g_clear_object (&person->member);
  g_clear_object (&person->voice);
  g_clear_object (&person->sound);
  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    g_clear_object (&person->pictures[kind]);
  g_free (person);
}

static void
hearth_distribution_dispose (GObject *object)
{
  hearth_distribution_close (HEARTH_DISTRIBUTION (object));

  G_OBJECT_CLASS (hearth_distribution_parent_class)->dispose (object);
}

static void
hearth_distribution_finalize (GObject *object)
{
  HearthDistribution *self = HEARTH_DISTRIBUTION (object);

  g_ptr_array_unref (self->people);
  g_object_unref (self->voices);
  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    hearth_picture_seats_free (self->seats[kind]);

  G_OBJECT_CLASS (hearth_distribution_parent_class)->finalize (object);
}

static void
hearth_distribution_class_init (HearthDistributionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_distribution_dispose;
  object_class->finalize = hearth_distribution_finalize;

  signals[SPEAKERS_CHANGED] = g_signal_new ("speakers-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HELD_CHANGED] = g_signal_new ("held-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_distribution_init (HearthDistribution *self)
{
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->seats[HEARTH_PICTURE_CAMERA] = hearth_picture_seats_new (HEARTH_LIMIT_ROOM_PICTURES);
  self->seats[HEARTH_PICTURE_SHARE] = hearth_picture_seats_new (HEARTH_LIMIT_ROOM_SHARES);
  self->voices = hearth_voices_new ();
  g_signal_connect_object (self->voices, "changed", G_CALLBACK (on_voices_changed), self, G_CONNECT_DEFAULT);
}

HearthDistribution *
hearth_distribution_new (void)
{
  return g_object_new (HEARTH_TYPE_DISTRIBUTION, NULL);
}

void
hearth_distribution_add (HearthDistribution  *self,
                         HearthReceiverFeed  *feed,
                         HearthLayeredSource *camera,
                         HearthLayeredSource *share)
{
  Person *person;

  g_return_if_fail (HEARTH_IS_DISTRIBUTION (self));
  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (feed));
  g_return_if_fail (camera == NULL || HEARTH_IS_LAYERED_SOURCE (camera));
  g_return_if_fail (share == NULL || HEARTH_IS_LAYERED_SOURCE (share));
  g_return_if_fail (find (self, hearth_receiver_feed_get_id (feed)) == NULL);

  person = g_new0 (Person, 1);
  person->feed = g_object_ref (feed);
  g_set_object (&person->pictures[HEARTH_PICTURE_CAMERA], camera);
  g_set_object (&person->pictures[HEARTH_PICTURE_SHARE], share);
  g_signal_connect_object (feed, "demand-changed", G_CALLBACK (on_demand_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (feed, "slots-changed", G_CALLBACK (on_slots_changed), self, G_CONNECT_DEFAULT);

  for (guint i = 0; i < self->people->len; i++)
    {
      const Person *other = g_ptr_array_index (self->people, i);

      hearth_receiver_feed_add (other->feed, get_id (person));
      hearth_receiver_feed_add (feed, get_id (other));
      feed_person (self, feed, other);
    }
  g_ptr_array_add (self->people, person);
  hearth_receiver_feed_set_heard (feed, hearth_voices_get_heard (self->voices));
  hearth_voices_set_people (self->voices, self->people->len);
}

static void
on_member_notify (HearthMember       *member,
                  GParamSpec         *pspec,
                  HearthDistribution *self)
{
  const char *id = hearth_member_get_id (member);

  hearth_distribution_set_muted (self, id, !hearth_member_get_microphone_on (member));
  hearth_distribution_set_on (self, id, HEARTH_PICTURE_CAMERA, hearth_member_get_camera_on (member));
  hearth_distribution_set_on (self, id, HEARTH_PICTURE_SHARE, hearth_member_get_sharing (member));
  hearth_distribution_set_sound_on (self, id, hearth_member_get_share_sound (member), !hearth_member_get_share_paused (member));
}

void
hearth_distribution_follow (HearthDistribution *self,
                            HearthMember       *member)
{
  static const char *const media[] = {
    "notify::microphone-on", "notify::camera-on", "notify::sharing", "notify::share-paused", "notify::share-sound",
  };
  Person *person;

  g_return_if_fail (HEARTH_IS_DISTRIBUTION (self));
  g_return_if_fail (HEARTH_IS_MEMBER (member));

  person = find (self, hearth_member_get_id (member));
  if (person == NULL || !g_set_object (&person->member, member))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (media); i++)
    g_signal_connect_object (member, media[i], G_CALLBACK (on_member_notify), self, G_CONNECT_DEFAULT);
  on_member_notify (member, NULL, self);
}

void
hearth_distribution_remove (HearthDistribution *self,
                            const char         *id)
{
  g_autofree char *removed = g_strdup (id);
  HearthFeedStats stats;
  Person *person;

  g_return_if_fail (HEARTH_IS_DISTRIBUTION (self));

  person = find (self, removed);
  if (person == NULL)
    return;

  hearth_receiver_feed_get_stats (person->feed, &stats);
  self->retired.forwarded += stats.forwarded;
  self->retired.dropped += stats.dropped;
  unfollow (self, person);
  g_signal_handlers_disconnect_by_data (person->feed, self);
  hearth_receiver_feed_close (person->feed);
  g_ptr_array_remove (self->people, person);

  for (guint i = 0; i < self->people->len; i++)
    hearth_receiver_feed_remove (((const Person *) g_ptr_array_index (self->people, i))->feed, removed);
  hearth_voices_set (self->voices, removed, NULL);
  hearth_voices_set_people (self->voices, self->people->len);
  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    if (hearth_picture_seats_remove (self->seats[kind], removed))
      feed_seats (self);
  queue_demand (self);
}

void
hearth_distribution_set_voice (HearthDistribution *self,
                               const char         *id,
                               HearthRtpSource    *source)
{
  Person *person;

  g_return_if_fail (HEARTH_IS_DISTRIBUTION (self));

  person = find (self, id);
  if (person == NULL || !g_set_object (&person->voice, source))
    return;

  feed_all (self, person);
  hearth_voices_set (self->voices, id, source);
  hearth_voices_set_muted (self->voices, id, person->muted);
}

void
hearth_distribution_set_muted (HearthDistribution *self,
                               const char         *id,
                               gboolean            muted)
{
  Person *person;

  g_return_if_fail (HEARTH_IS_DISTRIBUTION (self));

  person = find (self, id);
  if (person == NULL || person->muted == muted)
    return;

  person->muted = muted;
  feed_all (self, person);
  hearth_voices_set_muted (self->voices, id, muted);
}

void
hearth_distribution_set_sound (HearthDistribution *self,
                               const char         *id,
                               HearthRtpSource    *source)
{
  Person *person;

  g_return_if_fail (HEARTH_IS_DISTRIBUTION (self));

  person = find (self, id);
  if (person != NULL && g_set_object (&person->sound, source))
    feed_all (self, person);
}

void
hearth_distribution_set_sound_on (HearthDistribution *self,
                                  const char         *id,
                                  gboolean            shared,
                                  gboolean            on)
{
  Person *person;

  g_return_if_fail (HEARTH_IS_DISTRIBUTION (self));

  person = find (self, id);
  if (person == NULL || (person->sound_shared == shared && person->sound_on == on))
    return;

  person->sound_shared = shared;
  person->sound_on = on;
  feed_all (self, person);
}

void
hearth_distribution_set_on (HearthDistribution *self,
                            const char         *id,
                            HearthPictureKind   kind,
                            gboolean            on)
{
  Person *person;
  gboolean waited;

  g_return_if_fail (HEARTH_IS_DISTRIBUTION (self));
  g_return_if_fail (kind < HEARTH_N_PICTURE_KINDS);

  person = find (self, id);
  if (person == NULL)
    return;

  /* Somebody may wait, or not wait any more, where no seat changes hands. */
  person->on[kind] = !!on;
  waited = hearth_picture_seats_waits (self->seats[kind], id);
  if (hearth_picture_seats_set (self->seats[kind], id, on && person->pictures[kind] != NULL))
    feed_seats (self);
  else
    feed_all (self, person);
  if (hearth_picture_seats_waits (self->seats[kind], id) != waited)
    g_signal_emit (self, signals[HELD_CHANGED], 0);
}

gboolean
hearth_distribution_is_held (HearthDistribution *self,
                             const char         *id,
                             HearthPictureKind   kind)
{
  g_return_val_if_fail (HEARTH_IS_DISTRIBUTION (self), FALSE);
  g_return_val_if_fail (kind < HEARTH_N_PICTURE_KINDS, FALSE);

  return hearth_picture_seats_waits (self->seats[kind], id);
}

HearthControlMessage *
hearth_distribution_make_speakers (HearthDistribution *self,
                                   const char         *id)
{
  HearthControlMessage *message = hearth_control_message_new (HEARTH_CONTROL_SPEAKERS);
  const Person *person = find (self, id);
  GPtrArray *speaking = hearth_voices_get_speaking (self->voices);

  if (person != NULL)
    hearth_receiver_feed_add_slots (person->feed, message->slots);
  for (guint i = 0; i < speaking->len && i < HEARTH_LIMIT_ROOM_PEOPLE; i++)
    g_ptr_array_add (message->speaking, g_strdup (g_ptr_array_index (speaking, i)));
  message->active = g_strdup (hearth_voices_get_active (self->voices));

  return message;
}

void
hearth_distribution_get_stats (HearthDistribution *self,
                               HearthFeedStats    *stats)
{
  g_return_if_fail (HEARTH_IS_DISTRIBUTION (self));

  *stats = self->retired;
  for (guint i = 0; i < self->people->len; i++)
    {
      HearthFeedStats of_person;

      hearth_receiver_feed_get_stats (((const Person *) g_ptr_array_index (self->people, i))->feed, &of_person);
      stats->forwarded += of_person.forwarded;
      stats->dropped += of_person.dropped;
      stats->streams += of_person.streams;
    }
}

void
hearth_distribution_close (HearthDistribution *self)
{
  g_return_if_fail (HEARTH_IS_DISTRIBUTION (self));

  g_clear_handle_id (&self->demand_source, g_source_remove);
  g_clear_handle_id (&self->keep_source, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->voices, self);
  hearth_voices_close (self->voices);
  for (guint i = 0; i < self->people->len; i++)
    {
      Person *person = g_ptr_array_index (self->people, i);

      unfollow (self, person);
      g_signal_handlers_disconnect_by_data (person->feed, self);
      hearth_receiver_feed_close (person->feed);
      for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
        if (person->pictures[kind] != NULL)
          hearth_layered_source_set_wanted (person->pictures[kind], 0);
    }
  g_ptr_array_set_size (self->people, 0);
}
