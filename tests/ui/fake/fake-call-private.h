/* What the parts of the stand-in's call controller share: call.c and call-controls.c are what the window sees (call/call.h), fake-call.c
 * what a test makes happen (fake-call.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "fake-call.h"

G_BEGIN_DECLS

struct _HearthCall
{
  GObject parent_instance;

  HearthSettings *settings;
  HearthRecentRooms *recent_rooms;
  GListStore *participants;
  GListStore *devices[HEARTH_N_DEVICE_KINDS];

  HearthCallState state;
  gboolean hosting;
  gboolean server_there;
  gboolean microphone_on;
  gboolean camera_on;
  char *link;
  char *server_name;
  char *host_name; /* nullable */
  HearthSharing *sharing;
  HearthChat *chat;
  HearthSigns *signs;
  HearthPushToTalk *push_to_talk;
  HearthNetwork *network;
  HearthAcquaintances *acquaintances;
  GListStore *knocks;
  GListStore *verdicts;
  gboolean withheld;
  gboolean keep_link;
  HearthKnockAnswer answer;
  HearthParticipant *taken; /* nullable: of whom a still was saved last */
  HearthPictureKind taken_kind;
  gboolean untold; /* nobody can be told of a still */
  gboolean locked;
  guint switches;
  guint n_links;
  gint64 started_at;
  double microphone_level;
  double input_level;
  guint n_tests; /* of the speaker */
  HearthParticipant *active_speaker; /* nullable */
  guint frame_id;
  guint step_id;
};

HearthSharing *hearth_fake_sharing_new  (HearthSettings    *settings);
void hearth_fake_sharing_set_possible    (HearthSharing     *self,
                                          gboolean           possible);

/* When the first message of a call is written, and the time to the next, in ms: 2027-01-15 09:00 UTC. */
#define HEARTH_FAKE_CHAT_BEGIN G_GINT64_CONSTANT (1800003600000)
#define HEARTH_FAKE_CHAT_STEP 20000

void hearth_fake_chat_set_may_write      (HearthChat            *self,
                                          gboolean               may);
void hearth_fake_chat_receive            (HearthChat            *self,
                                          const HearthChatText  *text,
                                          gboolean               earlier);
void hearth_fake_chat_clear              (HearthChat            *self);

HearthSigns *hearth_fake_signs_new       (GListModel            *participants);

/* Their hand goes down, and whoever stood behind them moves up. */
void hearth_fake_signs_lower             (HearthSigns           *self,
                                          HearthParticipant     *participant);

HearthNetwork *hearth_fake_network_new   (GListModel            *participants);

void hearth_fake_acquaintances_set_trust (HearthAcquaintances   *self,
                                          HearthParticipant     *participant,
                                          HearthTrust            trust);
void hearth_fake_acquaintances_invite    (HearthAcquaintances   *self,
                                          HearthParticipant     *participant);
void hearth_fake_acquaintances_advance   (HearthAcquaintances   *self,
                                          HearthComparisonStage  stage);

void hearth_fake_call_set_state          (HearthCall        *self,
                                          HearthCallState    state);
void hearth_fake_call_set_media          (HearthCall        *self,
                                          gboolean           microphone_on,
                                          gboolean           camera_on);
void hearth_fake_call_set_link           (HearthCall        *self,
                                          const char        *link);
void hearth_fake_call_finish             (HearthCall        *self,
                                          const GError      *error);
void hearth_fake_call_set_host_name      (HearthCall        *self,
                                          const char        *name);
void hearth_fake_call_set_active_speaker (HearthCall        *self,
                                          HearthParticipant *participant);

G_END_DECLS
