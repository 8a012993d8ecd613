/* Microphone, camera, devices, the door and order, of the stand-in for src/call: see fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fake-call-private.h"
#include "fake-participant.h"

static const char *const setting_names[] = { "camera", "microphone", "speaker" };
static const char *const name_settings[] = { "camera-name", "microphone-name", "speaker-name" };

gboolean
hearth_call_get_microphone_on (HearthCall *self)
{
  return self->microphone_on;
}

void
hearth_call_set_microphone_on (HearthCall *self,
                               gboolean    on)
{
  on = on && g_list_model_get_n_items (G_LIST_MODEL (self->devices[HEARTH_DEVICE_MICROPHONE])) > 0;
  hearth_fake_call_set_media (self, on, self->camera_on);
}

gboolean
hearth_call_get_camera_on (HearthCall *self)
{
  return self->camera_on;
}

void
hearth_call_set_camera_on (HearthCall *self,
                           gboolean    on)
{
  hearth_fake_call_set_media (self, self->microphone_on, on);
}

gboolean
hearth_call_tell_snapshot (HearthCall        *self,
                           HearthParticipant *participant,
                           HearthPictureKind  kind)
{
  g_set_object (&self->taken, participant);
  self->taken_kind = kind;

  return !self->untold;
}

void
hearth_fake_call_set_untold (HearthCall *self,
                             gboolean    untold)
{
  self->untold = untold;
}

HearthParticipant *
hearth_fake_call_get_taken (HearthCall        *self,
                            HearthPictureKind *kind)
{
  *kind = self->taken_kind;

  return self->taken;
}

double
hearth_call_get_microphone_level (HearthCall *self)
{
  return self->microphone_level;
}

double
hearth_call_get_input_level (HearthCall *self)
{
  return self->input_level;
}

void
hearth_call_test_speaker (HearthCall *self)
{
  self->n_tests++;
}

guint
hearth_fake_call_get_n_tests (HearthCall *self)
{
  return self->n_tests;
}

GListModel *
hearth_call_get_devices (HearthCall      *self,
                         HearthDeviceKind kind)
{
  return G_LIST_MODEL (self->devices[kind]);
}

HearthDevice *
hearth_call_get_device (HearthCall      *self,
                        HearthDeviceKind kind)
{
  g_autoptr (HearthDevice) first = g_list_model_get_item (G_LIST_MODEL (self->devices[kind]), 0);
  g_autofree char *chosen = NULL;

  g_object_get (self->settings, setting_names[kind], &chosen, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->devices[kind])); i++)
    {
      g_autoptr (HearthDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices[kind]), i);

      if (g_strcmp0 (hearth_device_get_id (device), chosen) == 0)
        return device;
    }

  return first;
}

void
hearth_call_choose_device (HearthCall      *self,
                           HearthDeviceKind kind,
                           HearthDevice    *device)
{
  g_object_set (self->settings,
                name_settings[kind], device != NULL ? hearth_device_get_name (device) : "",
                setting_names[kind], device != NULL ? hearth_device_get_id (device) : "",
                NULL);
  g_signal_emit_by_name (self, "device-changed", (int) kind);
}

GListModel *
hearth_call_get_knocks (HearthCall *self)
{
  return G_LIST_MODEL (self->knocks);
}

void
hearth_call_answer_knock (HearthCall        *self,
                          const char        *id,
                          HearthKnockAnswer  answer)
{
  self->answer = answer;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->knocks)); i++)
    {
      g_autoptr (HearthKnock) knock = g_list_model_get_item (G_LIST_MODEL (self->knocks), i);

      if (!g_str_equal (hearth_knock_get_id (knock), id))
        continue;
      g_list_store_remove (self->knocks, i);
      if (answer == HEARTH_KNOCK_REMEMBER || answer == HEARTH_KNOCK_BLOCK)
        hearth_fake_call_add_verdict (self, hearth_knock_get_name (knock), answer == HEARTH_KNOCK_BLOCK);
      if (answer == HEARTH_KNOCK_ADMIT || answer == HEARTH_KNOCK_REMEMBER)
        hearth_fake_call_set_people (self, g_list_model_get_n_items (G_LIST_MODEL (self->participants)) + 1);
      return;
    }
}

HearthKnockAnswer
hearth_fake_call_get_answer (HearthCall *self)
{
  return self->answer;
}

gboolean
hearth_call_is_locked (HearthCall *self)
{
  return self->locked;
}

void
hearth_call_set_locked (HearthCall *self,
                        gboolean    locked)
{
  if (self->locked == locked)
    return;

  self->locked = locked;
  g_object_notify (G_OBJECT (self), "locked");
  hearth_call_act (self, &(HearthAct) { .kind = locked ? HEARTH_ACT_LOCK : HEARTH_ACT_UNLOCK });
}

char *
hearth_call_make_link (HearthCall *self,
                       guint       seconds,
                       gboolean    for_one)
{
  return g_strdup_printf ("%s-%u-%u-%d", self->link, ++self->n_links, seconds, for_one);
}

void
hearth_call_renew_link (HearthCall *self)
{
  g_autofree char *link = g_strdup_printf ("%s-new", self->link);

  hearth_fake_call_set_link (self, link);
}

HearthRole
hearth_call_get_role (HearthCall *self)
{
  return self->hosting ? HEARTH_ROLE_HOST : HEARTH_ROLE_SPEAKER;
}

guint
hearth_call_get_switches (HearthCall *self)
{
  return self->switches;
}

gboolean
hearth_call_may_act (HearthCall        *self,
                     const HearthAct   *act,
                     HearthParticipant *target)
{
  return self->hosting && (target == NULL || !hearth_participant_is_self (target));
}

static void
do_to (HearthCall        *self,
       const HearthAct   *act,
       HearthParticipant *target)
{
  guint position;

  switch (act->kind)
    {
    case HEARTH_ACT_MUTE:
      hearth_fake_participant_set_media (target, FALSE, hearth_participant_get_camera_on (target));
      break;
    case HEARTH_ACT_STOP_CAMERA:
      hearth_fake_participant_set_media (target, hearth_participant_get_microphone_on (target), FALSE);
      break;
    case HEARTH_ACT_STOP_SHARING:
      hearth_fake_participant_set_sharing (target, FALSE);
      break;
    case HEARTH_ACT_LOWER_HAND:
      hearth_fake_signs_lower (self->signs, target);
      break;
    case HEARTH_ACT_SET_ROLE:
      hearth_fake_participant_set_role (target, act->role);
      break;
    case HEARTH_ACT_BLOCK:
      hearth_fake_call_add_verdict (self, hearth_participant_get_name (target), TRUE);
      G_GNUC_FALLTHROUGH;
    case HEARTH_ACT_REMOVE:
      if (g_list_store_find (self->participants, target, &position))
        g_list_store_remove (self->participants, position);
      break;
    case HEARTH_ACT_MUTE_ALL:
    case HEARTH_ACT_ASK_TO_UNMUTE:
    case HEARTH_ACT_SET_SWITCHES:
    case HEARTH_ACT_ANSWER:
    case HEARTH_ACT_LOCK:
    case HEARTH_ACT_UNLOCK:
    case HEARTH_ACT_LOWER_ALL_HANDS:
    default:
      break;
    }
}

/* Whatever is asked for is done, and told. */
void
hearth_call_act (HearthCall      *self,
                 const HearthAct *act)
{
  HearthDeed deed = { .act = *act, .actor = hearth_settings_get_name (self->settings), .by_self = TRUE };
  const HearthAct mute = { .kind = HEARTH_ACT_MUTE };
  g_autoptr (HearthParticipant) target = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->participants)); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (G_LIST_MODEL (self->participants), i);

      if (act->kind == HEARTH_ACT_LOWER_ALL_HANDS)
        hearth_fake_signs_lower (self->signs, participant);
      if (act->kind == HEARTH_ACT_MUTE_ALL && !hearth_participant_is_self (participant))
        do_to (self, &mute, participant);
      if (g_strcmp0 (hearth_participant_get_id (participant), act->target) == 0)
        target = g_steal_pointer (&participant);
    }
  if (target != NULL)
    {
      deed.target = hearth_participant_get_name (target);
      do_to (self, act, target);
    }
  if (act->kind == HEARTH_ACT_SET_SWITCHES)
    {
      self->switches = act->switches;
      g_signal_emit_by_name (self, "standing-changed");
    }
  g_signal_emit_by_name (self, "deed", &deed);
}

gboolean
hearth_call_may_switch_on (HearthCall       *self,
                           HearthDeviceKind  kind)
{
  return !self->withheld;
}

gboolean
hearth_call_may_invite (HearthCall *self)
{
  return !self->keep_link;
}

GListModel *
hearth_call_get_verdicts (HearthCall *self)
{
  return G_LIST_MODEL (self->verdicts);
}

void
hearth_call_forget (HearthCall *self,
                    const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->verdicts)); i++)
    {
      g_autoptr (HearthVerdict) verdict = g_list_model_get_item (G_LIST_MODEL (self->verdicts), i);

      if (!g_str_equal (hearth_verdict_get_id (verdict), id))
        continue;
      g_list_store_remove (self->verdicts, i);
      return;
    }
}

HearthSigns *
hearth_call_get_signs (HearthCall *self)
{
  return self->signs;
}

HearthPushToTalk *
hearth_call_get_push_to_talk (HearthCall *self)
{
  return self->push_to_talk;
}
