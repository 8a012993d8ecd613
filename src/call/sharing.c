/* This person's screen in a call: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/sharing-private.h"

#include "base/main-thread.h"
#include "call/call.h"
#include "call/shared-sound.h"
#include "media/media-error.h"
#include "media/screen-share.h"
#include "room/member.h"

struct _HearthSharing
{
  GObject parent_instance;

  HearthSharingState state;
  gboolean allowed;
  gboolean paused;
  HearthVideoContent content;        /* of the last share that was asked for */
  HearthVideoContent repeat_content; /* of the one that the token is of */
  char *restore_token; /* of the last share, nullable: in memory only, so that no later run shares anything unasked */
  HearthScreenShare *share; /* in a room */
  GListModel *members;      /* the same */
  HearthSharedSound *sound; /* the same */
  gboolean sound_wanted;
  HearthPointers *pointers; /* the same */
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_POSSIBLE,
  PROP_REPEATABLE,
  PROP_PAUSED,
  PROP_HEARD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  NOTICE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSharing, hearth_sharing, G_TYPE_OBJECT)

static void
update_sound (HearthSharing *self)
{
  if (self->sound != NULL)
    hearth_shared_sound_set_on (self->sound, self->state == HEARTH_SHARING_ON, self->paused);
}

static void
set_state (HearthSharing      *self,
           HearthSharingState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  update_sound (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* @token: (transfer full) (nullable) */
static void
take_token (HearthSharing *self,
            char          *token)
{
  gboolean changed = (self->restore_token != NULL) != (token != NULL);

  g_free (self->restore_token);
  self->restore_token = token;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPEATABLE]);
}

static void
on_live (HearthScreenShare *share,
         HearthSharing     *self)
{
  take_token (self, hearth_screen_share_get_restore_token (share));
  self->repeat_content = self->content;
  set_state (self, HEARTH_SHARING_ON);
}

static void
on_ended (HearthScreenShare *share,
          const GError      *error,
          HearthSharing     *self)
{
  /* What fails would fail again. */
  if (error != NULL && !g_error_matches (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_REFUSED))
    take_token (self, NULL);
  set_state (self, HEARTH_SHARING_OFF);
  if (error == NULL)
    g_signal_emit (self, signals[NOTICE], 0, HEARTH_NOTICE_SHARE_ENDED, NULL);
  else if (g_error_matches (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_NO_PORTAL))
    g_signal_emit (self, signals[NOTICE], 0, HEARTH_NOTICE_SHARE_IMPOSSIBLE, NULL);
  else if (!g_error_matches (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_REFUSED))
    g_signal_emit (self, signals[NOTICE], 0, HEARTH_NOTICE_SHARE_FAILED, NULL);
}

static void
on_sound_heard (HearthSharing *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEARD]);
}

static void
on_sound_missing (HearthSharing *self)
{
  g_signal_emit (self, signals[NOTICE], 0, HEARTH_NOTICE_SHARE_SOUNDLESS, NULL);
}

static void
on_sound_wanted (HearthSettings *settings,
                 GParamSpec     *pspec,
                 HearthSharing  *self)
{
  g_object_get (settings, "share-sound", &self->sound_wanted, NULL);
  if (self->sound != NULL)
    hearth_shared_sound_set_wanted (self->sound, self->sound_wanted);
}

static void
on_pointer_changed (HearthScreenShare *share,
                    HearthSharing     *self)
{
  hearth_pointers_point (self->pointers, hearth_screen_share_get_pointer (share));
}

static guint
count_shares (HearthSharing *self)
{
  guint n = 0;

  for (guint i = 0; self->members != NULL && i < g_list_model_get_n_items (self->members); i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (self->members, i);

      n += hearth_member_get_sharing (member) ? 1 : 0;
    }

  return n;
}

static gboolean
is_room_full (HearthSharing *self)
{
  return count_shares (self) >= HEARTH_LIMIT_ROOM_SHARES;
}

static void
hearth_sharing_get_property (GObject    *object,
                             guint       property,
                             GValue     *value,
                             GParamSpec *pspec)
{
  HearthSharing *self = HEARTH_SHARING (object);

  switch (property)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_POSSIBLE:
      g_value_set_boolean (value, hearth_sharing_is_possible (self));
      break;
    case PROP_REPEATABLE:
      g_value_set_boolean (value, self->restore_token != NULL);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_HEARD:
      g_value_set_boolean (value, hearth_sharing_is_heard (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
hearth_sharing_dispose (GObject *object)
{
  hearth_sharing_leave (HEARTH_SHARING (object));

  G_OBJECT_CLASS (hearth_sharing_parent_class)->dispose (object);
}

static void
hearth_sharing_finalize (GObject *object)
{
  g_free (HEARTH_SHARING (object)->restore_token);

  G_OBJECT_CLASS (hearth_sharing_parent_class)->finalize (object);
}

static void
hearth_sharing_class_init (HearthSharingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_sharing_get_property;
  object_class->dispose = hearth_sharing_dispose;
  object_class->finalize = hearth_sharing_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, HEARTH_SHARING_OFF, HEARTH_SHARING_ON, HEARTH_SHARING_OFF, flags);
  properties[PROP_POSSIBLE] = g_param_spec_boolean ("possible", NULL, NULL, FALSE, flags);
  properties[PROP_REPEATABLE] = g_param_spec_boolean ("repeatable", NULL, NULL, FALSE, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_HEARD] = g_param_spec_boolean ("heard", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
hearth_sharing_init (HearthSharing *self)
{
  self->allowed = TRUE;
}

HearthSharing *
hearth_sharing_new (HearthSettings *settings)
{
  HearthSharing *self;

  g_return_val_if_fail (HEARTH_IS_SETTINGS (settings), NULL);

  self = g_object_new (HEARTH_TYPE_SHARING, NULL);
  g_signal_connect_object (settings, "notify::share-sound", G_CALLBACK (on_sound_wanted), self, G_CONNECT_DEFAULT);
  on_sound_wanted (settings, NULL, self);

  return self;
}

HearthLayeredSource *
hearth_sharing_join (HearthSharing  *self,
                     GListModel     *members,
                     HearthPointers *pointers)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (HEARTH_IS_SHARING (self), NULL);
  g_return_val_if_fail (self->share == NULL, NULL);

  self->share = hearth_screen_share_new (&error);
  if (self->share == NULL)
    {
      g_debug ("No screen can be shared: %s", error->message);
      return NULL;
    }

  self->members = g_object_ref (members);
  self->sound = hearth_shared_sound_new ();
  hearth_shared_sound_set_wanted (self->sound, self->sound_wanted);
  g_signal_connect_object (self->sound, "notify::heard", G_CALLBACK (on_sound_heard), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sound, "missing", G_CALLBACK (on_sound_missing), self, G_CONNECT_SWAPPED);
  self->pointers = g_object_ref (pointers);
  hearth_screen_share_set_paused (self->share, self->paused);
  g_signal_connect_object (self->share, "live", G_CALLBACK (on_live), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->share, "ended", G_CALLBACK (on_ended), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->share, "pointer-changed", G_CALLBACK (on_pointer_changed), self, G_CONNECT_DEFAULT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSSIBLE]);

  return hearth_screen_share_get_source (self->share);
}

HearthRtpSource *
hearth_sharing_get_sound (HearthSharing *self)
{
  g_return_val_if_fail (HEARTH_IS_SHARING (self), NULL);

  return self->sound != NULL ? hearth_shared_sound_get_source (self->sound) : NULL;
}

void
hearth_sharing_leave (HearthSharing *self)
{
  g_return_if_fail (HEARTH_IS_SHARING (self));

  g_clear_object (&self->members);
  self->allowed = TRUE;
  if (self->share == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->share, self);
  hearth_screen_share_close (self->share);
  g_clear_object (&self->share);
  g_clear_object (&self->pointers);
  set_state (self, HEARTH_SHARING_OFF);
  g_signal_handlers_disconnect_by_data (self->sound, self);
  hearth_shared_sound_close (self->sound);
  g_clear_object (&self->sound);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSSIBLE]);
}

void
hearth_sharing_set_allowed (HearthSharing *self,
                            gboolean       allowed)
{
  g_return_if_fail (HEARTH_IS_SHARING (self));

  allowed = !!allowed;
  if (self->allowed == allowed)
    return;

  self->allowed = allowed;
  if (!allowed)
    hearth_sharing_stop (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSSIBLE]);
}

void
hearth_sharing_withdraw (HearthSharing *self)
{
  g_return_if_fail (HEARTH_IS_SHARING (self));

  hearth_sharing_stop (self);
  if (is_room_full (self))
    g_signal_emit (self, signals[NOTICE], 0, HEARTH_NOTICE_SHARE_FULL, NULL);
}

HearthSharingState
hearth_sharing_get_state (HearthSharing *self)
{
  g_return_val_if_fail (HEARTH_IS_SHARING (self), HEARTH_SHARING_OFF);

  return self->state;
}

gboolean
hearth_sharing_is_possible (HearthSharing *self)
{
  g_return_val_if_fail (HEARTH_IS_SHARING (self), FALSE);

  return self->share != NULL && self->allowed;
}

static void
begin (HearthSharing      *self,
       HearthVideoContent  content,
       const char         *restore_token)
{
  if (!hearth_sharing_is_possible (self))
    return;
  if (is_room_full (self))
    {
      g_signal_emit (self, signals[NOTICE], 0, HEARTH_NOTICE_SHARE_FULL, NULL);
      return;
    }

  hearth_sharing_stop (self);
  self->content = content;
  set_state (self, HEARTH_SHARING_ASKING);
  hearth_screen_share_start (self->share, content, restore_token);
}

void
hearth_sharing_start (HearthSharing      *self,
                      HearthVideoContent  content)
{
  g_return_if_fail (HEARTH_IS_SHARING (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  begin (self, content, NULL);
}

gboolean
hearth_sharing_is_repeatable (HearthSharing *self)
{
  g_return_val_if_fail (HEARTH_IS_SHARING (self), FALSE);

  return self->restore_token != NULL;
}

void
hearth_sharing_repeat (HearthSharing *self)
{
  g_autofree char *token = NULL;

  g_return_if_fail (HEARTH_IS_SHARING (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  if (self->restore_token == NULL)
    return;

  token = g_strdup (self->restore_token);
  begin (self, self->repeat_content, token);
}

void
hearth_sharing_set_paused (HearthSharing *self,
                           gboolean       paused)
{
  g_return_if_fail (HEARTH_IS_SHARING (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  paused = !!paused;
  if (self->paused == paused)
    return;

  self->paused = paused;
  if (self->share != NULL)
    hearth_screen_share_set_paused (self->share, paused);
  update_sound (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

gboolean
hearth_sharing_is_paused (HearthSharing *self)
{
  g_return_val_if_fail (HEARTH_IS_SHARING (self), FALSE);

  return self->paused;
}

gboolean
hearth_sharing_is_heard (HearthSharing *self)
{
  g_return_val_if_fail (HEARTH_IS_SHARING (self), FALSE);

  return self->sound != NULL && hearth_shared_sound_is_heard (self->sound);
}

void
hearth_sharing_stop (HearthSharing *self)
{
  g_return_if_fail (HEARTH_IS_SHARING (self));

  if (self->share != NULL)
    hearth_screen_share_stop (self->share);
  set_state (self, HEARTH_SHARING_OFF);
}
