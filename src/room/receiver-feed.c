/* Everything that one person in the room receives: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/receiver-feed.h"

#include "base/main-thread.h"
#include "forward/layer-allocator.h"
#include "forward/track-forwarder.h"
#include "room/picture-line.h"
#include "room/sound-lines.h"
#include "room/track-id.h"
#include "room/view.h"
#include "room/voice-slots.h"

/* One of the others. */
typedef struct
{
  char *id;
  HearthRtpSource *voice; /* nullable */
  HearthPictureLine pictures[HEARTH_N_PICTURE_KINDS];
} Other;

struct _HearthReceiverFeed
{
  GObject parent_instance;

  char *id;
  GPtrArray *others;
  GPtrArray *spares; /* forwarders of pictures that have gone */
  HearthView *view;
  GPtrArray *heard; /* ids */
  HearthVoiceSlots slots;
  HearthTrackForwarder *lines[HEARTH_LIMIT_VOICE_SLOTS]; /* made when first needed */
  HearthSoundLines *sounds;
  guint choose_source;
  HearthFeedStats retired; /* what forwarders that are gone had counted */
  gboolean closed;
};

enum
{
  TRACK_CHANGED,
  DEMAND_CHANGED,
  SLOTS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthReceiverFeed, hearth_receiver_feed, G_TYPE_OBJECT)

/* --- Forwarders --------------------------------------------------------------------------------------------------------- */

static void
on_layers_changed (HearthTrackForwarder *forwarder,
                   HearthReceiverFeed   *self)
{
  g_signal_emit (self, signals[DEMAND_CHANGED], 0);
}

static void
retire (HearthReceiverFeed    *self,
        HearthTrackForwarder **forwarder)
{
  HearthTrackForwarderStats stats;

  if (*forwarder == NULL)
    return;

  hearth_track_forwarder_get_stats (*forwarder, &stats);
  self->retired.forwarded += stats.packets;
  self->retired.dropped += stats.dropped;
  g_signal_handlers_disconnect_by_data (*forwarder, self);
  hearth_track_forwarder_close (*forwarder);
  g_clear_object (forwarder);
}

/* A picture that goes leaves its forwarder to the next one, and with it line and SSRC: webrtcbin keeps the packets and threads of
 * every SSRC that there ever was, here and at the receiver. */
static void
spare (HearthReceiverFeed    *self,
       HearthTrackForwarder **forwarder)
{
  hearth_track_forwarder_set_video (*forwarder, NULL);
  g_ptr_array_add (self->spares, g_steal_pointer (forwarder));
}

static HearthTrackForwarder *
take_forwarder (HearthReceiverFeed *self)
{
  HearthTrackForwarder *forwarder;

  if (self->spares->len > 0)
    return g_ptr_array_steal_index (self->spares, self->spares->len - 1);

  forwarder = hearth_track_forwarder_new (HEARTH_FORWARD_VIDEO);
  g_signal_connect_object (forwarder, "layers-changed", G_CALLBACK (on_layers_changed), self, G_CONNECT_DEFAULT);

  return forwarder;
}

/* --- Pictures ----------------------------------------------------------------------------------------------------------- */

static Other *
find (HearthReceiverFeed *self,
      const char         *id)
{
  for (guint i = 0; i < self->others->len; i++)
    {
      Other *other = g_ptr_array_index (self->others, i);

      if (g_str_equal (other->id, id))
        return other;
    }

  return NULL;
}

static void
on_choose (gpointer user_data)
{
  HearthReceiverFeed *self = HEARTH_RECEIVER_FEED (user_data);
  HearthLayerRequest requests[HEARTH_LIMIT_VIEW_TILES] = { 0 };
  HearthLayerChoice choices[HEARTH_LIMIT_VIEW_TILES];
  HearthPictureLine *pictures[HEARTH_LIMIT_VIEW_TILES];
  guint n = 0;

  self->choose_source = 0;
  for (guint i = 0; i < self->others->len; i++)
    {
      Other *other = g_ptr_array_index (self->others, i);

      for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS && n < HEARTH_LIMIT_VIEW_TILES; kind++)
        {
          if (!hearth_picture_line_is_seen (&other->pictures[kind]))
            continue;
          hearth_picture_line_ask (&other->pictures[kind], kind, hearth_view_get (self->view, other->id, kind), &requests[n]);
          pictures[n++] = &other->pictures[kind];
        }
    }

  /* Nobody knows yet what the path carries: everybody gets what their tiles need. */
  hearth_layer_allocator_run (requests, n, HEARTH_LAYER_BUDGET_UNLIMITED, choices);
  for (guint i = 0; i < n; i++)
    hearth_picture_line_choose (pictures[i], &choices[i]);
  g_signal_emit (self, signals[DEMAND_CHANGED], 0);
}

/* Several people come, and a window shows all anew: one choice for all. */
static void
queue_choice (HearthReceiverFeed *self)
{
  if (self->choose_source == 0 && !self->closed)
    self->choose_source = hearth_main_thread_later (on_choose, self);
}

static void
on_source_layers_changed (HearthLayeredSource *source,
                          HearthReceiverFeed  *self)
{
  queue_choice (self);
}

static void
emit_picture (HearthReceiverFeed *self,
              const Other        *other,
              HearthPictureKind   kind)
{
  g_autofree char *track_id = hearth_track_id_new_picture (kind, other->id);

  g_signal_emit (self, signals[TRACK_CHANGED], 0, track_id, other->pictures[kind].forwarder);
}

static void
let_picture_go (HearthReceiverFeed *self,
                HearthPictureLine  *picture)
{
  if (picture->source == NULL)
    return;

  g_signal_handlers_disconnect_by_func (picture->source, on_source_layers_changed, self);
  g_clear_object (&picture->source);
}

static void
take_picture (HearthReceiverFeed  *self,
              Other               *other,
              HearthPictureKind    kind,
              HearthLayeredSource *source)
{
  HearthPictureLine *picture = &other->pictures[kind];
  gboolean fresh = picture->forwarder == NULL;

  picture->source = g_object_ref (source);
  picture->choice = (HearthLayerChoice){ .layer = -1 }; /* of this one nothing flows yet */
  g_signal_connect_object (source, "layers-changed", G_CALLBACK (on_source_layers_changed), self, G_CONNECT_DEFAULT);

  if (fresh)
    picture->forwarder = take_forwarder (self);
  hearth_track_forwarder_set_video (picture->forwarder, source);
  if (fresh)
    emit_picture (self, other, kind);
}

/* --- Voices ------------------------------------------------------------------------------------------------------------- */

static void
open_line (HearthReceiverFeed *self,
           guint               slot)
{
  g_autofree char *track_id = hearth_track_id_new_slot (slot);

  self->lines[slot] = hearth_track_forwarder_new (HEARTH_FORWARD_AUDIO);
  g_signal_emit (self, signals[TRACK_CHANGED], 0, track_id, self->lines[slot]);
}

/* Everybody who is on a line is on it with the voice that they have now. */
static void
connect_voices (HearthReceiverFeed *self)
{
  for (guint i = 0; i < self->slots.n; i++)
    {
      const Other *other = self->slots.ids[i] != NULL ? find (self, self->slots.ids[i]) : NULL;

      if (self->lines[i] == NULL)
        open_line (self, i);
      hearth_track_forwarder_set_audio (self->lines[i], other != NULL ? other->voice : NULL);
    }
}

static void
assign_slots (HearthReceiverFeed *self)
{
  if (!hearth_voice_slots_assign (&self->slots, self->heard, self->id))
    return;

  connect_voices (self);
  g_signal_emit (self, signals[SLOTS_CHANGED], 0);
}

static void
on_sound_changed (HearthSoundLines   *sounds,
                  const char         *track_id,
                  HearthRtpSource    *source,
                  HearthReceiverFeed *self)
{
  g_signal_emit (self, signals[TRACK_CHANGED], 0, track_id, source);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
other_free (gpointer data)
{
  Other *other = data;

  g_clear_object (&other->voice);
  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    {
      g_clear_object (&other->pictures[kind].source);
      g_clear_object (&other->pictures[kind].forwarder);
    }
  g_free (other->id);
  g_free (other);
}

static void
hearth_receiver_feed_dispose (GObject *object)
{
  hearth_receiver_feed_close (HEARTH_RECEIVER_FEED (object));

  G_OBJECT_CLASS (hearth_receiver_feed_parent_class)->dispose (object);
}

static void
hearth_receiver_feed_finalize (GObject *object)
{
  HearthReceiverFeed *self = HEARTH_RECEIVER_FEED (object);

  hearth_view_free (self->view);
  g_ptr_array_unref (self->others);
  g_ptr_array_unref (self->spares);
  g_ptr_array_unref (self->heard);
  g_object_unref (self->sounds);
  g_free (self->id);

  G_OBJECT_CLASS (hearth_receiver_feed_parent_class)->finalize (object);
}

static void
hearth_receiver_feed_class_init (HearthReceiverFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_receiver_feed_dispose;
  object_class->finalize = hearth_receiver_feed_finalize;

  signals[TRACK_CHANGED] = g_signal_new ("track-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, HEARTH_TYPE_RTP_SOURCE);
  signals[DEMAND_CHANGED] = g_signal_new ("demand-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SLOTS_CHANGED] = g_signal_new ("slots-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_receiver_feed_init (HearthReceiverFeed *self)
{
  self->others = g_ptr_array_new_with_free_func (other_free);
  self->spares = g_ptr_array_new_with_free_func (g_object_unref);
  self->heard = g_ptr_array_new_with_free_func (g_free);
  self->view = hearth_view_new ();
  self->sounds = hearth_sound_lines_new ();
  g_signal_connect_object (self->sounds, "track-changed", G_CALLBACK (on_sound_changed), self, G_CONNECT_DEFAULT);
}

HearthReceiverFeed *
hearth_receiver_feed_new (const char *id)
{
  HearthReceiverFeed *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_RECEIVER_FEED, NULL);
  self->id = g_strdup (id);

  return self;
}

const char *
hearth_receiver_feed_get_id (HearthReceiverFeed *self)
{
  g_return_val_if_fail (HEARTH_IS_RECEIVER_FEED (self), NULL);

  return self->id;
}

void
hearth_receiver_feed_add (HearthReceiverFeed *self,
                          const char         *id)
{
  Other *other;

  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (self));

  if (g_str_equal (id, self->id) || find (self, id) != NULL)
    return;

  other = g_new0 (Other, 1);
  other->id = g_strdup (id);
  g_ptr_array_add (self->others, other);
  hearth_view_add (self->view, id, HEARTH_PICTURE_CAMERA);
}

void
hearth_receiver_feed_remove (HearthReceiverFeed *self,
                             const char         *id)
{
  Other *other;

  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (self));

  other = find (self, id);
  if (other == NULL)
    return;

  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    hearth_receiver_feed_set_picture (self, id, kind, NULL, FALSE);
  hearth_receiver_feed_set_voice (self, id, NULL);
  hearth_receiver_feed_set_sound (self, id, NULL, FALSE);
  hearth_view_remove (self->view, id, HEARTH_PICTURE_CAMERA);
  g_ptr_array_remove (self->others, other);
}

/* A screen is looked at as long as it is shared; a camera's tile stays while it is off. */
static void
update_share_tile (HearthReceiverFeed *self,
                   const char         *id,
                   gboolean            shared)
{
  if (shared)
    hearth_view_add (self->view, id, HEARTH_PICTURE_SHARE);
  else
    hearth_view_remove (self->view, id, HEARTH_PICTURE_SHARE);
}

void
hearth_receiver_feed_set_picture (HearthReceiverFeed  *self,
                                  const char          *id,
                                  HearthPictureKind    kind,
                                  HearthLayeredSource *source,
                                  gboolean             on)
{
  Other *other;

  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (self));
  g_return_if_fail (kind < HEARTH_N_PICTURE_KINDS);
  g_return_if_fail (source == NULL || HEARTH_IS_LAYERED_SOURCE (source));

  other = find (self, id);
  if (other == NULL)
    return;

  if (hearth_picture_line_set_on (&other->pictures[kind], on))
    queue_choice (self);
  if (other->pictures[kind].source == source)
    return;

  if (kind == HEARTH_PICTURE_SHARE)
    update_share_tile (self, id, source != NULL);
  let_picture_go (self, &other->pictures[kind]);
  if (source != NULL)
    {
      take_picture (self, other, kind, source);
    }
  else
    {
      spare (self, &other->pictures[kind].forwarder);
      emit_picture (self, other, kind);
    }
  queue_choice (self);
}

void
hearth_receiver_feed_set_sound (HearthReceiverFeed *self,
                                const char         *id,
                                HearthRtpSource    *source,
                                gboolean            on)
{
  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (self));

  if (find (self, id) != NULL)
    hearth_sound_lines_set (self->sounds, id, source, on);
}

void
hearth_receiver_feed_set_voice (HearthReceiverFeed *self,
                                const char         *id,
                                HearthRtpSource    *source)
{
  Other *other;

  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (self));
  g_return_if_fail (source == NULL || HEARTH_IS_RTP_SOURCE (source));

  other = find (self, id);
  if (other != NULL && g_set_object (&other->voice, source))
    connect_voices (self);
}

static gpointer
copy_id (gconstpointer id,
         gpointer      unused)
{
  return g_strdup (id);
}

void
hearth_receiver_feed_set_heard (HearthReceiverFeed *self,
                                GPtrArray          *ids)
{
  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (self));

  g_ptr_array_set_size (self->heard, 0);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (self->heard, copy_id (g_ptr_array_index (ids, i), NULL));
  assign_slots (self);
}

void
hearth_receiver_feed_apply_view (HearthReceiverFeed         *self,
                                 const HearthControlMessage *message)
{
  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (self));

  if (hearth_view_apply (self->view, message))
    queue_choice (self);
}

void
hearth_receiver_feed_show (HearthReceiverFeed *self,
                           const char         *id,
                           HearthPictureKind   kind,
                           guint               width,
                           guint               height,
                           gboolean            pinned)
{
  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (self));

  if (hearth_view_show (self->view, id, kind, width, height, pinned))
    queue_choice (self);
}

guint
hearth_receiver_feed_get_layers (HearthReceiverFeed *self,
                                 const char         *id,
                                 HearthPictureKind   kind)
{
  const Other *other;

  g_return_val_if_fail (HEARTH_IS_RECEIVER_FEED (self), 0);
  g_return_val_if_fail (kind < HEARTH_N_PICTURE_KINDS, 0);

  other = find (self, id);
  if (other == NULL || other->pictures[kind].forwarder == NULL)
    return 0;

  return hearth_track_forwarder_get_layers (other->pictures[kind].forwarder);
}

void
hearth_receiver_feed_add_slots (HearthReceiverFeed *self,
                                GPtrArray          *slots)
{
  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (self));

  for (guint i = 0; i < self->slots.n; i++)
    g_ptr_array_add (slots, g_strdup (self->slots.ids[i] != NULL ? self->slots.ids[i] : ""));
}

static void
add_stats (HearthFeedStats      *sum,
           HearthTrackForwarder *forwarder,
           gboolean              used)
{
  HearthTrackForwarderStats stats;

  if (forwarder == NULL)
    return;

  hearth_track_forwarder_get_stats (forwarder, &stats);
  sum->forwarded += stats.packets;
  sum->dropped += stats.dropped;
  sum->streams += used;
}

void
hearth_receiver_feed_get_stats (HearthReceiverFeed *self,
                                HearthFeedStats    *stats)
{
  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (self));

  *stats = self->retired;
  for (guint i = 0; i < self->others->len; i++)
    {
      const Other *other = g_ptr_array_index (self->others, i);

      for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
        add_stats (stats, other->pictures[kind].forwarder, hearth_picture_line_flows (&other->pictures[kind]));
    }
  for (guint i = 0; i < self->spares->len; i++)
    add_stats (stats, g_ptr_array_index (self->spares, i), FALSE);
  for (guint i = 0; i < HEARTH_LIMIT_VOICE_SLOTS; i++)
    add_stats (stats, self->lines[i], self->slots.ids[i] != NULL);
  hearth_sound_lines_add_stats (self->sounds, stats);
}

void
hearth_receiver_feed_close (HearthReceiverFeed *self)
{
  g_return_if_fail (HEARTH_IS_RECEIVER_FEED (self));

  self->closed = TRUE;
  g_clear_handle_id (&self->choose_source, g_source_remove);
  for (guint i = 0; i < self->others->len; i++)
    {
      Other *other = g_ptr_array_index (self->others, i);

      for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
        {
          let_picture_go (self, &other->pictures[kind]);
          retire (self, &other->pictures[kind].forwarder);
        }
    }
  while (self->spares->len > 0)
    {
      g_autoptr (HearthTrackForwarder) forwarder = g_ptr_array_steal_index (self->spares, self->spares->len - 1);

      retire (self, &forwarder);
    }
  for (guint i = 0; i < HEARTH_LIMIT_VOICE_SLOTS; i++)
    retire (self, &self->lines[i]);
  hearth_sound_lines_close (self->sounds);
  g_ptr_array_set_size (self->others, 0);
  hearth_voice_slots_clear (&self->slots);
}
