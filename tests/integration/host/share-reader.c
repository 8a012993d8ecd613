/* A guest as a process of its own who reads what another shares: share-reader LINK
 *
 * Says "inside" once it is, "sharing" and "ended" when somebody's share begins and is over, and for each picture of it
 * "read LINE WIDTHxHEIGHT LIKENESS TEXT" for each line of the page (tests/lab/lab-page.h) that reads otherwise than before; LIKENESS
 * is that of the worst letter. "pointer X Y WIDTH" in 65536ths of the picture wherever the pointer of that share goes, and "pointer hidden".
 * Of what comes with the share it says "heard LEVEL" of all that is heard, in dBFS, when a tone of SHARE_TONE_HZ begins, and "quiet" when it is over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>

#include "base/main-thread.h"
#include "lab-page.h"
#include "media/discreet-log.h"
#include "media/playback.h"
#include "media/plugins.h"
#include "sound-lab-ear.h"
#include "../room/people.h"

/* Larger than any screen here: it is sent as it is. */
#define SHOWN_WIDTH 2560
#define SHOWN_HEIGHT 1600

/* What tests/fault/sharing.py plays; from where on it is heard, and until where not. In dBFS. */
#define SHARE_TONE_HZ 440
#define HEARD_DBFS (-40.0)
#define QUIET_DBFS (-70.0)
#define LISTENING_MS 200
#define SETTLED 4

typedef struct
{
  House house;
  Person *person;
  LabPage *page;
  HearthMember *member; /* who shares, or NULL */
  HearthPlayback *playback;
  HearthSpeaker *speaker; /* never opened: what is decoded for it is listened to */
  SoundLabEar *ear;
  guint n_heard; /* how often in a row: the first time is in the middle of its beginning */
  char *said[LAB_PAGE_N_LINES];
  gboolean inside;
} Reader;

G_GNUC_PRINTF (1, 2)
static void
say (const char *format,
     ...)
{
  va_list arguments;

  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  putchar ('\n');
  fflush (stdout);
}

static void
on_picture (HearthFrameMailbox *mailbox,
            Reader             *self)
{
  HearthVideoFrame *frame = hearth_frame_mailbox_get_frame (mailbox);

  if (frame == NULL)
    return;

  for (guint i = 0; i < LAB_PAGE_N_LINES; i++)
    {
      const int width = hearth_video_frame_get_width (frame), height = hearth_video_frame_get_height (frame);
      double likeness;
      g_autofree char *text = lab_page_read (self->page, g_bytes_get_data (hearth_video_frame_get_pixels (frame), NULL), width, height,
                                             hearth_video_frame_get_stride (frame), i, &likeness);

      if (text == NULL || g_strcmp0 (text, self->said[i]) == 0)
        continue;

      say ("read %u %dx%d %.3f %s", i, width, height, likeness, text);
      g_set_str (&self->said[i], text);
    }
}

static void
update_source (Reader *self)
{
  hearth_playback_set_video (self->playback, hearth_member_get_share (self->member));
  hearth_playback_set_audio (self->playback, hearth_member_get_sound (self->member));
}

static void
say_pointer (Reader *self)
{
  const HearthPointer *pointer = hearth_member_get_pointer (self->member);

  if (pointer != NULL)
    say ("pointer %u %u %u", pointer->x, pointer->y, pointer->span);
  else
    say ("pointer hidden");
}

static void
begin (Reader       *self,
       HearthMember *member)
{
  say ("sharing");
  self->member = g_object_ref (member);
  self->playback = hearth_playback_new (self->speaker);
  self->ear = sound_lab_ear_new ();
  hearth_playback_set_tap (self->playback, HEARTH_MEDIA_TAP (self->ear));
  hearth_frame_mailbox_set_drawn_size (hearth_playback_get_mailbox (self->playback), SHOWN_WIDTH, SHOWN_HEIGHT);
  g_signal_connect (hearth_playback_get_mailbox (self->playback), "changed", G_CALLBACK (on_picture), self);
  g_signal_connect_swapped (member, "sources-changed", G_CALLBACK (update_source), self);
  g_signal_connect_swapped (member, "pointer-changed", G_CALLBACK (say_pointer), self);
  hearth_room_show (self->person->room, hearth_member_get_id (member), HEARTH_PICTURE_SHARE, SHOWN_WIDTH, SHOWN_HEIGHT, FALSE);
  update_source (self);
}

static void
end (Reader *self)
{
  say ("ended");
  g_signal_handlers_disconnect_by_data (self->member, self);
  g_signal_handlers_disconnect_by_data (hearth_playback_get_mailbox (self->playback), self);
  hearth_playback_close (self->playback);
  g_clear_object (&self->playback);
  sound_lab_ear_close (g_steal_pointer (&self->ear));
  self->n_heard = 0;
  g_clear_object (&self->member);
  for (guint i = 0; i < LAB_PAGE_N_LINES; i++)
    g_clear_pointer (&self->said[i], g_free);
}

static void
listen (Reader *self)
{
  gboolean recent = g_get_monotonic_time () - sound_lab_ear_get_last_loud (self->ear) < LISTENING_MS * G_TIME_SPAN_MILLISECOND;
  double level = recent ? sound_lab_ear_get_tone (self->ear, SHARE_TONE_HZ, LISTENING_MS) : QUIET_DBFS;

  if (level > (self->n_heard > 0 ? QUIET_DBFS : HEARD_DBFS))
    {
      if (++self->n_heard == SETTLED)
        say ("heard %.1f", sound_lab_ear_get_level (self->ear, LISTENING_MS)); /* altogether: lips and voice may just come together */
      return;
    }

  if (self->n_heard >= SETTLED)
    say ("quiet");
  self->n_heard = 0;
}

static gboolean
on_listen (gpointer data)
{
  Reader *self = data;

  if (self->ear != NULL)
    listen (self);

  return G_SOURCE_CONTINUE;
}

static HearthMember *
find_sharing (Reader *self)
{
  GListModel *members = hearth_room_get_members (self->person->room);

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);

      if (hearth_member_get_sharing (member))
        return member; /* the list holds it */
    }

  return NULL;
}

static gboolean
on_tick (gpointer data)
{
  Reader *self = data;
  HearthMember *sharing = find_sharing (self);

  if (!self->inside && hearth_room_get_state (self->person->room) == HEARTH_ROOM_INSIDE)
    {
      self->inside = TRUE;
      say ("inside");
    }
  if (self->member == NULL && sharing != NULL)
    begin (self, sharing);
  else if (self->member != NULL && sharing == NULL)
    end (self);

  return G_SOURCE_CONTINUE;
}

int
main (int    argc,
      char **argv)
{
  Reader self = { 0 };

  g_assert_cmpint (argc, ==, 2);
  g_log_writer_default_set_use_stderr (TRUE);
  hearth_discreet_log_begin ();
  hearth_plugins_restrict (HEARTH_PLUGINS_CALLS);
  hearth_main_thread_init ();
  self.page = lab_page_new ();
  self.house.invitation = hearth_invitation_parse (argv[1], NULL);
  g_assert_nonnull (self.house.invitation);
  self.person = person_visit (&self.house, NULL, "Reader", FALSE);
  self.speaker = hearth_speaker_new (NULL);
  g_assert_nonnull (self.speaker);
  g_timeout_add (5, on_tick, &self);
  g_timeout_add (LISTENING_MS / 2, on_listen, &self);

  for (;;)
    g_main_context_iteration (NULL, TRUE);
}
