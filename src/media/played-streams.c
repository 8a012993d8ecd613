/* All that other programs play: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/played-streams.h"

#include "base/limits.h"
#include "base/main-thread.h"
#include "media/played-stream.h"

/* How long the server may take to answer, and between two attempts. */
#define ANSWER_SECONDS 3
#define RETRY_SECONDS 1

struct _HearthPlayedStreams
{
  GObject parent_instance;

  HearthMixSource *mix;
  gboolean failing;
  guint attempt; /* what comes from an earlier one is old */
  guint timeout; /* to answer, or until the next attempt */

  pa_threaded_mainloop *loop; /* while there is an attempt */
  pa_context *context;        /* the same; the loop's thread's own while that runs, as what follows */
  GHashTable *streams;        /* index → HearthPlayedStream */
};

enum
{
  LIVE,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthPlayedStreams, hearth_played_streams, G_TYPE_OBJECT)

/* --- PulseAudio's thread ------------------------------------------------------------------------------------------------ */

static void
on_info_on_pulse_thread (pa_context               *context,
                         const pa_sink_input_info *info,
                         int                       end,
                         void                     *user_data)
{
  HearthPlayedStreams *self = user_data;
  HearthPlayedStream *stream;

  if (info == NULL || g_hash_table_contains (self->streams, GUINT_TO_POINTER (info->index)) || !hearth_played_stream_is_shared (info)
      || g_hash_table_size (self->streams) >= HEARTH_LIMIT_PLAYED_STREAMS)
    return;

  stream = hearth_played_stream_new (context, info->index, self->mix);
  if (stream != NULL)
    g_hash_table_insert (self->streams, GUINT_TO_POINTER (info->index), stream);
}

static void
look_on_pulse_thread (HearthPlayedStreams *self,
                      guint32              index)
{
  pa_operation *operation = pa_context_get_sink_input_info (self->context, index, on_info_on_pulse_thread, self);

  if (operation != NULL)
    pa_operation_unref (operation);
}

static void
look_at_all_on_pulse_thread (HearthPlayedStreams *self)
{
  pa_operation *operation = pa_context_get_sink_input_info_list (self->context, on_info_on_pulse_thread, self);

  if (operation != NULL)
    pa_operation_unref (operation);
}

/* PulseAudio ends a recording also when its stream is moved to another loudspeaker: then there is another one. Whoever found no place has one
 * once somebody else has gone. */
static void
on_event_on_pulse_thread (pa_context                   *context,
                          pa_subscription_event_type_t  type,
                          uint32_t                      index,
                          void                         *user_data)
{
  HearthPlayedStreams *self = user_data;
  HearthPlayedStream *stream = g_hash_table_lookup (self->streams, GUINT_TO_POINTER (index));
  gboolean was_full;

  switch (type & PA_SUBSCRIPTION_EVENT_TYPE_MASK)
    {
    case PA_SUBSCRIPTION_EVENT_REMOVE:
      was_full = g_hash_table_size (self->streams) >= HEARTH_LIMIT_PLAYED_STREAMS;
      if (g_hash_table_remove (self->streams, GUINT_TO_POINTER (index)) && was_full)
        look_at_all_on_pulse_thread (self);
      break;
    case PA_SUBSCRIPTION_EVENT_CHANGE:
      if (stream != NULL && hearth_played_stream_is_over (stream))
        {
          g_hash_table_remove (self->streams, GUINT_TO_POINTER (index));
          look_on_pulse_thread (self, index);
        }
      break;
    case PA_SUBSCRIPTION_EVENT_NEW:
      look_on_pulse_thread (self, index);
      break;
    default:
      break;
    }
}

static void on_answer (gpointer target,
                       gpointer data);
static void on_lost (gpointer target,
                     gpointer data);

static void
follow_on_pulse_thread (HearthPlayedStreams *self)
{
  pa_operation *operation;

  pa_context_set_subscribe_callback (self->context, on_event_on_pulse_thread, self);
  operation = pa_context_subscribe (self->context, PA_SUBSCRIPTION_MASK_SINK_INPUT, NULL, NULL);
  if (operation != NULL)
    pa_operation_unref (operation);
  look_at_all_on_pulse_thread (self);
}

/* The object is there: it stops this thread before it goes. */
static void
on_state_on_pulse_thread (pa_context *context,
                          void       *user_data)
{
  HearthPlayedStreams *self = user_data;

  switch (pa_context_get_state (context))
    {
    case PA_CONTEXT_READY:
      follow_on_pulse_thread (self);
      hearth_main_thread_post (self, on_answer, GUINT_TO_POINTER (self->attempt), NULL);
      break;
    case PA_CONTEXT_FAILED:
    case PA_CONTEXT_TERMINATED:
      hearth_main_thread_post (self, on_lost, GUINT_TO_POINTER (self->attempt), NULL);
      break;
    case PA_CONTEXT_UNCONNECTED:
    case PA_CONTEXT_CONNECTING:
    case PA_CONTEXT_AUTHORIZING:
    case PA_CONTEXT_SETTING_NAME:
    default:
      break;
    }
}

/* --- The main thread ---------------------------------------------------------------------------------------------------- */

static void
disconnect (HearthPlayedStreams *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->loop == NULL)
    return;

  pa_threaded_mainloop_stop (self->loop);
  self->attempt++;
  g_hash_table_remove_all (self->streams);
  if (self->context != NULL)
    {
      pa_context_set_state_callback (self->context, NULL, NULL);
      pa_context_set_subscribe_callback (self->context, NULL, NULL);
      pa_context_disconnect (self->context);
    }
  g_clear_pointer (&self->context, pa_context_unref);
  g_clear_pointer (&self->loop, pa_threaded_mainloop_free);
}

static void
on_retry (gpointer user_data)
{
  HearthPlayedStreams *self = HEARTH_PLAYED_STREAMS (user_data);

  self->timeout = 0;
  hearth_played_streams_start (self);
}

static void
fail (HearthPlayedStreams *self)
{
  disconnect (self);
  self->timeout = g_timeout_add_seconds_once (RETRY_SECONDS, on_retry, self);
  if (self->failing)
    return;

  self->failing = TRUE;
  g_signal_emit (self, signals[FAILED], 0);
}

static void
on_silent (gpointer user_data)
{
  HearthPlayedStreams *self = HEARTH_PLAYED_STREAMS (user_data);

  self->timeout = 0;
  fail (self);
}

static void
on_answer (gpointer target,
           gpointer data)
{
  HearthPlayedStreams *self = HEARTH_PLAYED_STREAMS (target);

  if (GPOINTER_TO_UINT (data) != self->attempt)
    return;

  g_clear_handle_id (&self->timeout, g_source_remove);
  self->failing = FALSE;
  g_signal_emit (self, signals[LIVE], 0);
}

static void
on_lost (gpointer target,
         gpointer data)
{
  HearthPlayedStreams *self = HEARTH_PLAYED_STREAMS (target);

  if (GPOINTER_TO_UINT (data) == self->attempt)
    fail (self);
}

static void
hearth_played_streams_dispose (GObject *object)
{
  HearthPlayedStreams *self = HEARTH_PLAYED_STREAMS (object);

  hearth_played_streams_stop (self);
  gst_clear_object (&self->mix);

  G_OBJECT_CLASS (hearth_played_streams_parent_class)->dispose (object);
}

static void
hearth_played_streams_finalize (GObject *object)
{
  g_hash_table_unref (HEARTH_PLAYED_STREAMS (object)->streams);

  G_OBJECT_CLASS (hearth_played_streams_parent_class)->finalize (object);
}

static void
hearth_played_streams_class_init (HearthPlayedStreamsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_played_streams_dispose;
  object_class->finalize = hearth_played_streams_finalize;

  signals[LIVE] = g_signal_new ("live", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
stream_free (gpointer data)
{
  hearth_played_stream_free (data);
}

static void
hearth_played_streams_init (HearthPlayedStreams *self)
{
  self->streams = g_hash_table_new_full (NULL, NULL, NULL, stream_free);
}

HearthPlayedStreams *
hearth_played_streams_new (HearthMixSource *mix)
{
  HearthPlayedStreams *self;

  g_return_val_if_fail (HEARTH_IS_MIX_SOURCE (mix), NULL);

  self = g_object_new (HEARTH_TYPE_PLAYED_STREAMS, NULL);
  self->mix = gst_object_ref (mix);

  return self;
}

void
hearth_played_streams_start (HearthPlayedStreams *self)
{
  g_return_if_fail (HEARTH_IS_PLAYED_STREAMS (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  disconnect (self);
  self->timeout = g_timeout_add_seconds_once (ANSWER_SECONDS, on_silent, self);
  self->loop = pa_threaded_mainloop_new ();
  self->context = pa_context_new (pa_threaded_mainloop_get_api (self->loop), "Hearth");
  pa_context_set_state_callback (self->context, on_state_on_pulse_thread, self);

  /* Where there is no server none is to be started: nothing plays. */
  if (pa_context_connect (self->context, NULL, PA_CONTEXT_NOAUTOSPAWN, NULL) >= 0)
    (void) pa_threaded_mainloop_start (self->loop);
}

void
hearth_played_streams_stop (HearthPlayedStreams *self)
{
  g_return_if_fail (HEARTH_IS_PLAYED_STREAMS (self));

  disconnect (self);
  self->failing = FALSE;
}
