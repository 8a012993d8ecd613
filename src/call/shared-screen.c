/* The screen that somebody else shares: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/shared-screen.h"

#include "call/participant-private.h"
#include "media/playback.h"

struct _HearthSharedScreen
{
  GObject parent_instance;

  HearthParticipant *participant; /* like all below NULL once closed */
  HearthMember *member;
  HearthSpeaker *speaker;
  HearthPlayback *playback; /* while they share */
  HearthPicture *picture;   /* the same */
};

enum
{
  SHOWN_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSharedScreen, hearth_shared_screen, G_TYPE_OBJECT)

/* What nobody sees is not decoded, and what is paused does not stay before anybody's eyes. */
static void
update_source (HearthSharedScreen *self)
{
  gboolean paused = hearth_member_get_share_paused (self->member);

  if (self->playback == NULL)
    return;

  hearth_playback_set_video (self->playback,
                             !paused && hearth_picture_is_wanted (self->picture) ? hearth_member_get_share (self->member) : NULL);
  hearth_playback_set_audio (self->playback, paused ? NULL : hearth_member_get_sound (self->member));
  hearth_picture_set_paused (self->picture, paused);
  hearth_picture_set_heard (self->picture, hearth_member_get_share_sound (self->member));
}

static void
update_pointer (HearthSharedScreen *self)
{
  if (self->picture != NULL)
    hearth_picture_set_pointer (self->picture, hearth_member_get_pointer (self->member));
}

static void
on_shown_changed (HearthPicture      *picture,
                  HearthSharedScreen *self)
{
  update_source (self);
  g_signal_emit (self, signals[SHOWN_CHANGED], 0, self->participant);
}

static void
begin (HearthSharedScreen *self)
{
  self->playback = hearth_playback_new (self->speaker);
  self->picture = hearth_picture_new (hearth_playback_get_mailbox (self->playback));
  g_signal_connect_object (self->picture, "shown-changed", G_CALLBACK (on_shown_changed), self, G_CONNECT_DEFAULT);
  update_source (self);
  update_pointer (self);
  hearth_participant_set_share (self->participant, self->picture, self->playback);
}

static void
end (HearthSharedScreen *self)
{
  if (self->playback == NULL)
    return;

  hearth_participant_set_share (self->participant, NULL, NULL);
  g_signal_handlers_disconnect_by_data (self->picture, self);
  hearth_picture_close (self->picture);
  hearth_playback_close (self->playback);
  g_clear_object (&self->picture);
  g_clear_object (&self->playback);
}

/* It is there while they say so and gone with the next word: nothing of it stays before anybody's eyes. */
static void
on_sharing_notify (HearthMember       *member,
                   GParamSpec         *pspec,
                   HearthSharedScreen *self)
{
  if (!hearth_member_get_sharing (member))
    end (self);
  else if (self->playback == NULL)
    begin (self);
}

static void
hearth_shared_screen_dispose (GObject *object)
{
  hearth_shared_screen_close (HEARTH_SHARED_SCREEN (object));

  G_OBJECT_CLASS (hearth_shared_screen_parent_class)->dispose (object);
}

static void
hearth_shared_screen_class_init (HearthSharedScreenClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_shared_screen_dispose;

  signals[SHOWN_CHANGED] = g_signal_new ("shown-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_PARTICIPANT);
}

static void
hearth_shared_screen_init (HearthSharedScreen *self)
{
}

HearthSharedScreen *
hearth_shared_screen_new (HearthParticipant *participant,
                          HearthMember      *member,
                          HearthSpeaker     *speaker)
{
  HearthSharedScreen *self = g_object_new (HEARTH_TYPE_SHARED_SCREEN, NULL);

  self->participant = g_object_ref (participant);
  self->member = g_object_ref (member);
  g_set_object (&self->speaker, speaker);
  g_signal_connect_object (member, "notify::sharing", G_CALLBACK (on_sharing_notify), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (member, "notify::share-paused", G_CALLBACK (update_source), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (member, "notify::share-sound", G_CALLBACK (update_source), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (member, "sources-changed", G_CALLBACK (update_source), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (member, "pointer-changed", G_CALLBACK (update_pointer), self, G_CONNECT_SWAPPED);
  on_sharing_notify (member, NULL, self);

  return self;
}

void
hearth_shared_screen_close (HearthSharedScreen *self)
{
  g_return_if_fail (HEARTH_IS_SHARED_SCREEN (self));

  if (self->member == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->member, self);
  end (self);
  g_clear_object (&self->member);
  g_clear_object (&self->speaker);
  g_clear_object (&self->participant);
}
