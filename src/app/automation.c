/* The program driven by its command line: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/automation.h"

#include "app/event-log.h"
#include "app/measure.h"
#include "app/stall-watch.h"
#include "call/call-error.h"

#define SAMPLE_INTERVAL_MS 500

struct _HearthAutomation
{
  GObject parent_instance;

  gboolean create;
  char *join;
  char *measure;

  HearthCall *call; /* once started */
  HearthEventLog *log;
  GHashTable *measures; /* HearthParticipant → HearthMeasure */
  guint sample_id;
};

G_DEFINE_FINAL_TYPE (HearthAutomation, hearth_automation, G_TYPE_OBJECT)

static const char *const state_names[] = {
  [HEARTH_CALL_IDLE] = "idle",
  [HEARTH_CALL_LOBBY] = "lobby",
  [HEARTH_CALL_ENTERING] = "entering",
  [HEARTH_CALL_KNOCKING] = "knocking",
  [HEARTH_CALL_ACTIVE] = "active",
  [HEARTH_CALL_RECONNECTING] = "reconnecting",
};

/* These have no default: what is new wants a name. */
static const char *
get_notice_name (HearthCallNotice notice)
{
  switch (notice)
    {
    case HEARTH_NOTICE_JOINED:
      return "joined";
    case HEARTH_NOTICE_LEFT:
      return "left";
    case HEARTH_NOTICE_DEVICE_LOST:
      return "device-lost";
    case HEARTH_NOTICE_DEVICE_REPLACED:
      return "device-replaced";
    case HEARTH_NOTICE_DEVICE_RETURNED:
      return "device-returned";
    case HEARTH_NOTICE_DEVICE_FAILED:
      return "device-failed";
    case HEARTH_NOTICE_CAMERA_REFUSED:
      return "camera-refused";
    case HEARTH_NOTICE_SOUND_LOST:
      return "sound-lost";
    case HEARTH_NOTICE_SERVER_LOST:
      return "server-lost";
    case HEARTH_NOTICE_SERVER_BACK:
      return "server-back";
    case HEARTH_NOTICE_SHARE_ENDED:
      return "share-ended";
    case HEARTH_NOTICE_SHARE_FAILED:
      return "share-failed";
    case HEARTH_NOTICE_SHARE_IMPOSSIBLE:
      return "share-impossible";
    case HEARTH_NOTICE_SHARE_FULL:
      return "share-full";
    case HEARTH_NOTICE_SHARE_SOUNDLESS:
      return "share-soundless";
    case HEARTH_NOTICE_PICTURE_TAKEN:
      return "picture-taken";
    case HEARTH_NOTICE_SCREEN_TAKEN:
      return "screen-taken";
    case HEARTH_NOTICE_DOOR_DAMAGED:
      return "door-damaged";
    case HEARTH_NOTICE_PEOPLE_DAMAGED:
      return "people-damaged";
    case HEARTH_NOTICE_MUTED_TALK:
      return "muted-talk";
    }

  g_return_val_if_reached (NULL);
}

static const char *
get_error_name (HearthCallError error)
{
  switch (error)
    {
    case HEARTH_CALL_ERROR_LINK:
      return "link";
    case HEARTH_CALL_ERROR_LINK_VERSION:
      return "link-version";
    case HEARTH_CALL_ERROR_IN_CALL:
      return "in-call";
    case HEARTH_CALL_ERROR_SERVER:
      return "server";
    case HEARTH_CALL_ERROR_SERVER_TLS:
      return "server-tls";
    case HEARTH_CALL_ERROR_NOT_A_SERVER:
      return "not-a-server";
    case HEARTH_CALL_ERROR_NO_SUCH_ROOM:
      return "no-such-room";
    case HEARTH_CALL_ERROR_FULL:
      return "full";
    case HEARTH_CALL_ERROR_LOCKED:
      return "locked";
    case HEARTH_CALL_ERROR_REFUSED:
      return "refused";
    case HEARTH_CALL_ERROR_BANNED:
      return "banned";
    case HEARTH_CALL_ERROR_EXPIRED:
      return "expired";
    case HEARTH_CALL_ERROR_VERSION:
      return "version";
    case HEARTH_CALL_ERROR_HOST_LEFT:
      return "host-left";
    case HEARTH_CALL_ERROR_HOST_LOST:
      return "host-lost";
    case HEARTH_CALL_ERROR_TIMEOUT:
      return "timeout";
    case HEARTH_CALL_ERROR_IMPOSTOR:
      return "impostor";
    case HEARTH_CALL_ERROR_REMOVED:
      return "removed";
    case HEARTH_CALL_ERROR_UNREACHABLE:
      return "unreachable";
    case HEARTH_CALL_ERROR_MEDIA:
      return "media";
    case HEARTH_CALL_ERROR_IDENTITY:
      return "identity";
    case HEARTH_CALL_ERROR_INTERNAL:
      return "internal";
    }

  g_return_val_if_reached (NULL);
}

/* --- People -------------------------------------------------------------------------------------------------------------- */

static void
log_person (HearthAutomation  *self,
            const char        *event,
            HearthParticipant *participant)
{
  JsonBuilder *builder = hearth_event_log_begin (self->log, event);

  hearth_event_log_add_string (builder, "id", hearth_participant_get_id (participant));
  hearth_event_log_add_string (builder, "name", hearth_participant_get_name (participant));
  hearth_event_log_end (self->log, builder);
}

static void
on_first_frame (HearthMeasure    *measure,
                HearthAutomation *self)
{
  GHashTableIter iter;
  gpointer participant, of_participant;

  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, &participant, &of_participant))
    if (of_participant == measure)
      log_person (self, "first-frame", participant);
}

static void
watch_person (HearthAutomation  *self,
              HearthParticipant *participant)
{
  HearthMeasure *measure = hearth_measure_new ();

  g_signal_connect_object (measure, "first-frame", G_CALLBACK (on_first_frame), self, G_CONNECT_DEFAULT);
  g_hash_table_insert (self->measures, g_object_ref (participant), measure);
  hearth_participant_set_tap (participant, HEARTH_MEDIA_TAP (measure));
  log_person (self, "person", participant);
}

static gboolean
is_in_call (HearthAutomation  *self,
            HearthParticipant *participant)
{
  GListModel *participants = hearth_call_get_participants (self->call);

  for (guint i = 0; i < g_list_model_get_n_items (participants); i++)
    {
      g_autoptr (HearthParticipant) other = g_list_model_get_item (participants, i);

      if (other == participant)
        return TRUE;
    }

  return FALSE;
}

static void
on_participants_changed (GListModel       *participants,
                         guint             position,
                         guint             n_removed,
                         guint             n_added,
                         HearthAutomation *self)
{
  GHashTableIter iter;
  gpointer participant;

  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, &participant, NULL))
    if (!is_in_call (self, participant))
      {
        log_person (self, "gone", participant);
        hearth_participant_set_tap (participant, NULL);
        g_hash_table_iter_remove (&iter);
      }

  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (HearthParticipant) added = g_list_model_get_item (participants, i);

      if (!hearth_participant_is_self (added) && !g_hash_table_contains (self->measures, added))
        watch_person (self, added);
    }
}

/* --- Measurements -------------------------------------------------------------------------------------------------------- */

static void
add_latencies (JsonBuilder *builder,
               GArray      *latencies)
{
  json_builder_set_member_name (builder, "latency_ms");
  json_builder_begin_array (builder);
  for (guint i = 0; i < latencies->len; i++)
    json_builder_add_double_value (builder, g_array_index (latencies, double, i));
  json_builder_end_array (builder);
}

static void
add_tones (JsonBuilder *builder,
           GArray      *tones)
{
  json_builder_set_member_name (builder, "tones");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tones->len; i++)
    json_builder_add_int_value (builder, g_array_index (tones, HearthTone, i).frequency);
  json_builder_end_array (builder);
}

static void
add_person (JsonBuilder       *builder,
            HearthParticipant *participant,
            HearthMeasure     *measure)
{
  g_autoptr (HearthMeasureSample) sample = hearth_measure_take (measure);
  HearthParticipantStats stats = { 0 };

  hearth_participant_get_stats (participant, &stats);

  json_builder_begin_object (builder);
  hearth_event_log_add_string (builder, "id", hearth_participant_get_id (participant));
  hearth_event_log_add_string (builder, "name", hearth_participant_get_name (participant));
  hearth_event_log_add_boolean (builder, "connected", hearth_participant_get_connected (participant));
  hearth_event_log_add_boolean (builder, "camera_on", hearth_participant_get_camera_on (participant));
  hearth_event_log_add_boolean (builder, "microphone_on", hearth_participant_get_microphone_on (participant));
  hearth_event_log_add_integer (builder, "frames", sample->n_frames);
  hearth_event_log_add_integer (builder, "unreadable", sample->n_unreadable);
  hearth_event_log_add_integer (builder, "width", stats.width);
  hearth_event_log_add_integer (builder, "height", stats.height);
  hearth_event_log_add_integer (builder, "first_frame_at", sample->first_frame_at);
  add_latencies (builder, sample->latencies);
  hearth_event_log_add_number (builder, "shown_ms", sample->playout);
  add_tones (builder, sample->tones);
  hearth_event_log_add_number (builder, "sound_ms", sample->sound_delay);
  hearth_event_log_add_number (builder, "skew_ms", sample->skew);
  hearth_event_log_add_number (builder, "level_db", sample->level);
  hearth_event_log_add_number (builder, "playout_delay_ms", stats.playout_delay_ms);
  hearth_event_log_add_integer (builder, "video_lost", (gint64) stats.video_packets_lost);
  hearth_event_log_add_integer (builder, "audio_lost", (gint64) stats.audio_packets_lost);
  json_builder_end_object (builder);
}

/* Null where somebody else hosts. */
static void
add_hosting (JsonBuilder *builder,
             HearthCall  *call)
{
  HearthHostingStats stats;

  json_builder_set_member_name (builder, "hosting");
  if (!hearth_call_get_hosting_stats (call, &stats))
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  hearth_event_log_add_integer (builder, "forwarded_packets", (gint64) stats.forwarded_packets);
  json_builder_set_member_name (builder, "added_latency_ms");
  json_builder_begin_object (builder);
  hearth_event_log_add_number (builder, "p50", stats.added_p50_ms);
  hearth_event_log_add_number (builder, "p95", stats.added_p95_ms);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_stalls (JsonBuilder *builder)
{
  HearthStalls stalls;

  hearth_stall_watch_take (&stalls);
  json_builder_set_member_name (builder, "stalls");
  json_builder_begin_object (builder);
  hearth_event_log_add_integer (builder, "n", stalls.n);
  hearth_event_log_add_integer (builder, "n_busy", stalls.n_busy);
  hearth_event_log_add_number (builder, "longest_ms", (double) stalls.longest / 1000);
  hearth_event_log_add_number (builder, "longest_busy_ms", (double) stalls.longest_busy / 1000);
  json_builder_end_object (builder);
}

static gboolean
on_time_for_a_sample (gpointer data)
{
  HearthAutomation *self = data;
  JsonBuilder *builder = hearth_event_log_begin (self->log, "sample");
  GHashTableIter iter;
  gpointer participant, measure;

  hearth_event_log_add_boolean (builder, "camera_on", hearth_call_get_camera_on (self->call));
  hearth_event_log_add_boolean (builder, "microphone_on", hearth_call_get_microphone_on (self->call));
  add_hosting (builder, self->call);
  add_stalls (builder);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, &participant, &measure))
    add_person (builder, participant, measure);
  json_builder_end_array (builder);
  hearth_event_log_end (self->log, builder);

  return G_SOURCE_CONTINUE;
}

/* --- The call ------------------------------------------------------------------------------------------------------------ */

static void
on_state_changed (HearthCall       *call,
                  GParamSpec       *pspec,
                  HearthAutomation *self)
{
  JsonBuilder *builder = hearth_event_log_begin (self->log, "state");

  hearth_event_log_add_string (builder, "state", state_names[hearth_call_get_state (call)]);
  hearth_event_log_end (self->log, builder);
}

static void
on_link_changed (HearthCall       *call,
                 GParamSpec       *pspec,
                 HearthAutomation *self)
{
  const char *link = hearth_call_get_link (call);
  JsonBuilder *builder;

  if (link == NULL)
    return;

  builder = hearth_event_log_begin (self->log, "link");
  hearth_event_log_add_string (builder, "link", link);
  hearth_event_log_end (self->log, builder);
}

static void
on_notice (HearthCall       *call,
           int               notice,
           const char       *detail,
           HearthAutomation *self)
{
  JsonBuilder *builder = hearth_event_log_begin (self->log, "notice");

  hearth_event_log_add_string (builder, "notice", get_notice_name ((HearthCallNotice) notice));
  hearth_event_log_add_string (builder, "detail", detail);
  hearth_event_log_end (self->log, builder);
}

static void
log_ended (HearthAutomation *self,
           const GError     *error)
{
  JsonBuilder *builder = hearth_event_log_begin (self->log, "ended");
  const char *name = NULL;

  if (error != NULL)
    name = error->domain == HEARTH_CALL_ERROR ? get_error_name ((HearthCallError) error->code) : "other";
  hearth_event_log_add_string (builder, "error", name);
  hearth_event_log_end (self->log, builder);
}

static void
on_ended (HearthCall       *call,
          const GError     *error,
          HearthAutomation *self)
{
  log_ended (self, error);
}

static void
start_log (HearthAutomation *self)
{
  GListModel *participants = hearth_call_get_participants (self->call);
  g_autoptr (GError) error = NULL;

  self->log = hearth_event_log_new (self->measure, &error);
  if (self->log == NULL)
    {
      g_printerr ("hearth: %s: %s\n", self->measure, error->message);
      return;
    }

  g_signal_connect_object (self->call, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->call, "notify::link", G_CALLBACK (on_link_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->call, "notice", G_CALLBACK (on_notice), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->call, "ended", G_CALLBACK (on_ended), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (participants, "items-changed", G_CALLBACK (on_participants_changed), self, G_CONNECT_DEFAULT);
  on_participants_changed (participants, 0, 0, g_list_model_get_n_items (participants), self);
  on_state_changed (self->call, NULL, self);
  hearth_stall_watch_start ();
  self->sample_id = g_timeout_add (SAMPLE_INTERVAL_MS, on_time_for_a_sample, self);
}

/* Whoever starts the program with these options agrees to camera and microphone; the lobby waits for that. */
static void
agree (HearthCall *call)
{
  gboolean camera, microphone;

  g_object_get (hearth_call_get_settings (call), "join-with-camera", &camera, "join-with-microphone", &microphone, NULL);
  hearth_call_set_camera_on (call, camera);
  hearth_call_set_microphone_on (call, microphone);
}

void
hearth_automation_start (HearthAutomation *self,
                         HearthCall       *call)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HEARTH_IS_AUTOMATION (self));
  g_return_if_fail (HEARTH_IS_CALL (call));

  if (self->call != NULL)
    return;

  self->call = g_object_ref (call);
  if (self->measure != NULL)
    start_log (self);

  if (self->create)
    hearth_call_prepare_create (call);
  else if (self->join == NULL)
    return;
  else if (!hearth_call_prepare_join (call, self->join, &error))
    {
      if (self->log != NULL)
        log_ended (self, error);
      return;
    }
  agree (call);
  hearth_call_enter (call);
}

void
hearth_automation_note_window (HearthAutomation *self)
{
  g_return_if_fail (HEARTH_IS_AUTOMATION (self));

  if (self->log != NULL)
    hearth_event_log_end (self->log, hearth_event_log_begin (self->log, "window"));
}

HearthAutomation *
hearth_automation_new (GApplication *application)
{
  HearthAutomation *self = g_object_new (HEARTH_TYPE_AUTOMATION, NULL);
  const GOptionEntry entries[] = {
    { "create", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->create, NULL, NULL },
    { "join", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &self->join, NULL, "LINK" },
    { "measure", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &self->measure, NULL, "FILE" },
    { NULL },
  };

  g_application_add_main_option_entries (application, entries);

  return self;
}

static void
hearth_automation_dispose (GObject *object)
{
  HearthAutomation *self = HEARTH_AUTOMATION (object);
  GHashTableIter iter;
  gpointer participant;

  g_clear_handle_id (&self->sample_id, g_source_remove);
  g_hash_table_iter_init (&iter, self->measures);
  while (g_hash_table_iter_next (&iter, &participant, NULL))
    hearth_participant_set_tap (participant, NULL);
  g_hash_table_remove_all (self->measures);
  g_clear_pointer (&self->log, hearth_event_log_free);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_automation_parent_class)->dispose (object);
}

static void
hearth_automation_finalize (GObject *object)
{
  HearthAutomation *self = HEARTH_AUTOMATION (object);

  g_hash_table_unref (self->measures);
  g_free (self->join);
  g_free (self->measure);

  G_OBJECT_CLASS (hearth_automation_parent_class)->finalize (object);
}

static void
hearth_automation_class_init (HearthAutomationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_automation_dispose;
  object_class->finalize = hearth_automation_finalize;
}

static void
hearth_automation_init (HearthAutomation *self)
{
  self->measures = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}
