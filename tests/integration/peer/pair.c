/* Two connections back to back: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pair.h"

#include "libnice-warnings.h"

#define WATCHDOG_SECONDS 30

static HearthSessionDescription *
carry (HearthSessionDescription *description,
       gboolean                  forge)
{
  g_autoptr (GError) error = NULL;
  HearthSessionDescription *carried = hearth_session_description_parse (description->type, description->sdp, &error);

  g_assert_no_error (error);
  /* As a server would that puts its own certificate in: what is signed is not what is presented. */
  if (forge)
    carried->fingerprint[7] ^= 1;

  return carried;
}

static void
on_offer (HearthSendingConnection  *sending,
          HearthSessionDescription *description,
          Pair                     *self)
{
  g_autoptr (HearthSessionDescription) offer = carry (description, self->forge_offer);
  g_autoptr (GHashTable) tracks = hearth_sending_connection_get_tracks (sending);
  g_autoptr (GError) error = NULL;

  self->n_offers++;
  g_clear_pointer (&self->last_offer, hearth_session_description_free);
  self->last_offer = hearth_session_description_copy (offer);
  hearth_receiving_connection_accept_offer (self->receiving, offer, tracks, &error);
  if (!self->expect_refusal)
    g_assert_no_error (error);
  self->refused = error != NULL;
}

static void
on_answer (HearthReceivingConnection *receiving,
           HearthSessionDescription  *description,
           Pair                      *self)
{
  g_autoptr (HearthSessionDescription) answer = carry (description, self->forge_answer);
  g_autoptr (GError) error = NULL;

  self->n_answers++;
  g_clear_pointer (&self->last_answer, hearth_session_description_free);
  self->last_answer = hearth_session_description_copy (answer);
  if (self->drop_answers)
    return;
  hearth_sending_connection_accept_answer (self->sending, answer, &error);
  g_assert_no_error (error);
}

static void
on_sending_candidate (HearthConnection *connection,
                      guint             mline,
                      const char       *candidate,
                      Pair             *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (self->n_offers, >, 0);
  hearth_connection_add_candidate (HEARTH_CONNECTION (self->receiving), mline, candidate, &error);
  g_assert_no_error (error);
}

static void
on_receiving_candidate (HearthConnection *connection,
                        guint             mline,
                        const char       *candidate,
                        Pair             *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (self->n_answers, >, 0);
  hearth_connection_add_candidate (HEARTH_CONNECTION (self->sending), mline, candidate, &error);
  g_assert_no_error (error);
}

static void
on_failed (HearthConnection *connection,
           GError           *error,
           Pair             *self)
{
  GError **kept = HEARTH_IS_SENDING_CONNECTION (connection) ? &self->sending_error : &self->receiving_error;

  if (!self->expect_failure)
    g_assert_no_error (error);
  g_assert_no_error (*kept);
  g_assert_cmpint (hearth_connection_get_state (connection), ==, HEARTH_CONNECTION_FAILED);
  *kept = g_error_copy (error);
}

static void
on_track_added (HearthReceivingConnection *receiving,
                const char                *track_id,
                HearthRtpSource           *source,
                Pair                      *self)
{
  RtpCounter *counter = rtp_counter_new (g_hash_table_lookup (self->generators, track_id));

  if (self->forwarding)
    rtp_counter_let_be_late (counter);
  g_assert_false (g_hash_table_contains (self->sources, track_id));
  g_hash_table_insert (self->sources, g_strdup (track_id), g_object_ref (source));
  g_hash_table_insert (self->counters, g_strdup (track_id), counter);
  hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (counter));
}

static void
on_track_removed (HearthReceivingConnection *receiving,
                  const char                *track_id,
                  Pair                      *self)
{
  g_assert_true (g_hash_table_remove (self->sources, track_id));
}

static void
on_message (HearthDataChannel *channel,
            const char        *text,
            Pair              *self)
{
  g_ptr_array_add (self->received, g_strdup (text));
}

static void
on_channel_opened (HearthReceivingConnection *receiving,
                   HearthDataChannel         *channel,
                   Pair                      *self)
{
  g_assert_null (self->channel);
  self->channel = g_object_ref (channel);
  g_signal_connect (channel, "message", G_CALLBACK (on_message), self);
}

Pair *
pair_new_with (const HearthConnectionConfig *sending,
               const HearthConnectionConfig *receiving)
{
  Pair *self = g_new0 (Pair, 1);
  g_autoptr (GError) error = NULL;

  libnice_warnings_allow ();
  self->forwarding = receiving->forwarding;

  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->generators = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->received = g_ptr_array_new_with_free_func (g_free);

  self->sending = hearth_sending_connection_new (sending, 1, &error);
  g_assert_no_error (error);
  self->receiving = hearth_receiving_connection_new (receiving, 1, &error);
  g_assert_no_error (error);

  g_signal_connect (self->sending, "description", G_CALLBACK (on_offer), self);
  g_signal_connect (self->receiving, "description", G_CALLBACK (on_answer), self);
  g_signal_connect (self->sending, "candidate", G_CALLBACK (on_sending_candidate), self);
  g_signal_connect (self->receiving, "candidate", G_CALLBACK (on_receiving_candidate), self);
  g_signal_connect (self->sending, "failed", G_CALLBACK (on_failed), self);
  g_signal_connect (self->receiving, "failed", G_CALLBACK (on_failed), self);
  g_signal_connect (self->receiving, "track-added", G_CALLBACK (on_track_added), self);
  g_signal_connect (self->receiving, "track-removed", G_CALLBACK (on_track_removed), self);
  g_signal_connect (self->receiving, "channel-opened", G_CALLBACK (on_channel_opened), self);

  return self;
}

Pair *
pair_new (void)
{
  const HearthConnectionConfig config = { 0 };

  return pair_new_with (&config, &config);
}

Pair *
pair_new_forwarding (void)
{
  const HearthConnectionConfig config = { .forwarding = TRUE };

  return pair_new_with (&config, &config);
}

void
pair_free (Pair *self)
{
  GHashTableIter iter;
  gpointer generator;

  hearth_connection_close (HEARTH_CONNECTION (self->sending));
  hearth_connection_close (HEARTH_CONNECTION (self->receiving));
  g_hash_table_iter_init (&iter, self->generators);
  while (g_hash_table_iter_next (&iter, NULL, &generator))
    rtp_generator_stop (generator);

  g_clear_object (&self->channel);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_clear_pointer (&self->counters, g_hash_table_unref);
  g_clear_pointer (&self->generators, g_hash_table_unref);
  g_clear_pointer (&self->received, g_ptr_array_unref);
  g_clear_pointer (&self->last_offer, hearth_session_description_free);
  g_clear_pointer (&self->last_answer, hearth_session_description_free);
  g_clear_error (&self->sending_error);
  g_clear_error (&self->receiving_error);
  /* What was posted for them is still in the main loop, without a reference. */
  g_assert_finalize_object (self->sending);
  g_assert_finalize_object (self->receiving);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (self);
}

static gboolean
on_watchdog (gpointer user_data)
{
  g_assert_not_reached ();

  return G_SOURCE_REMOVE;
}

void
pair_wait (Pair          *self,
           PairCondition  condition)
{
  guint watchdog = g_timeout_add_seconds (WATCHDOG_SECONDS, on_watchdog, NULL);

  while (!condition (self))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

static gboolean
on_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

void
pair_run (Pair  *self,
          guint  milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, on_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

void
pair_settle (void)
{
  pair_run (NULL, 1000);
}

gboolean
pair_is_connected (Pair *self)
{
  return hearth_connection_get_state (HEARTH_CONNECTION (self->sending)) == HEARTH_CONNECTION_CONNECTED
         && hearth_connection_get_state (HEARTH_CONNECTION (self->receiving)) == HEARTH_CONNECTION_CONNECTED;
}

RtpGenerator *
pair_add_track (Pair       *self,
                const char *track_id,
                guint32     ssrc,
                guint       encoder_delay_ms)
{
  RtpGenerator *generator = rtp_generator_new (g_str_has_suffix (track_id, "video"), ssrc, encoder_delay_ms);

  g_hash_table_insert (self->generators, g_strdup (track_id), generator);
  g_assert_true (hearth_sending_connection_add_track (self->sending, track_id, HEARTH_RTP_SOURCE (generator)));

  return generator;
}

RtpCounter *
pair_get_counter (Pair       *self,
                  const char *track_id)
{
  return g_hash_table_lookup (self->counters, track_id);
}

#define STRETCH_PACKETS 250

static gboolean
is_stretch_over (Pair *self)
{
  return rtp_counter_get_n (pair_get_counter (self, "alice/video")) >= self->n_wanted;
}

gboolean
pair_is_lossless (Pair *self,
                  Wire *wire)
{
  RtpCounter *counter = pair_get_counter (self, "alice/video");

  for (guint i = 0; i < 10; i++)
    {
      guint n_lost = wire->n_lost;
      guint n_missing = rtp_counter_get_n_missing (counter);

      self->n_wanted = rtp_counter_get_n (counter) + STRETCH_PACKETS;
      wire->lose_every = 20;
      pair_wait (self, is_stretch_over);
      wire->lose_every = 0;
      pair_run (self, 300);

      n_lost = wire->n_lost - n_lost;
      n_missing = rtp_counter_get_n_missing (counter) - n_missing;
      g_test_message ("%u lost, %u still missing after retransmission", n_lost, n_missing);
      if (n_lost > 3 && n_missing * 10 <= n_lost)
        return TRUE;
    }

  return FALSE;
}
