/* A stand-in for src/call that the linker takes in its place: the same types, functions, properties and signals, with pictures drawn
 * by GLib alone and people who come and go when a test says so. It drives the real window through every state.
 *
 * What happens on joining is said by the link's server: "https://full.example/…" ends with HEARTH_CALL_ERROR_FULL and so on with each
 * name of hearth_fake_call_get_error_names(); "entering.example" and "knocking.example" stay in that state. Everybody else lets in.
 *
 * Where there is an application (tests/ui/drive.py), the same can be done over D-Bus with its actions "fake-people" (i),
 * "fake-notice" ((is)), "fake-end" (s), "fake-reconnecting" (b), "fake-server-there" (b), "fake-speaking" (i), "fake-unattended" (s),
 * "fake-knock" (s), "fake-sharing" (i), "fake-others-screen" ((ib)), "fake-others-sound" ((ib)), "fake-name" ((is)), "fake-trust" ((ii)), "fake-invite" (i), "fake-compare" (i),
 * "fake-withheld" (b), "fake-keep-link" (b), "fake-verdict" ((sb)), "fake-chat" ((isb)), "fake-may-write" (b),
 * "fake-network" (i), "fake-slow" ((ib)), "fake-plug" ((isb)), "fake-hand" ((ib)) and "fake-react" ((ii)), both
 * of everybody where the position is −1, "fake-muted-talk" and "fake-spoken" (b: ignored), "fake-untold" (b).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"
#include "call/call-error.h"

G_BEGIN_DECLS

/** hearth_fake_call_set_people: @n: how many there are in the call with this person, 1 to 40. */
void               hearth_fake_call_set_people       (HearthCall       *self,
                                                      guint             n);
HearthParticipant *hearth_fake_call_get_person       (HearthCall       *self,
                                                      guint             position);

/** hearth_fake_call_add_person: One more, whose pictures come into @mailbox. */
void               hearth_fake_call_add_person       (HearthCall         *self,
                                                      HearthFrameMailbox *mailbox);

/** hearth_fake_call_set_unattended: in a room of somebody else's: the host is called @name now, and nobody sits there. */
void               hearth_fake_call_set_unattended   (HearthCall       *self,
                                                      const char       *name);

/** hearth_fake_call_set_speaking: they speak and nobody else; the active speaker, unless it is this person (0). */
void               hearth_fake_call_set_speaking     (HearthCall       *self,
                                                      guint             position);
void               hearth_fake_call_notice           (HearthCall       *self,
                                                      HearthCallNotice  notice,
                                                      const char       *detail);
void               hearth_fake_call_set_reconnecting (HearthCall       *self,
                                                      gboolean          reconnecting);
void               hearth_fake_call_set_server_there (HearthCall       *self,
                                                      gboolean          there);

/** hearth_fake_call_end: @code: as a HearthCallError. */
void               hearth_fake_call_end              (HearthCall       *self,
                                                      HearthCallError   code);

/** hearth_fake_call_knock: Somebody of that name waits; who is let in comes into the call under a name of its own. */
void               hearth_fake_call_knock            (HearthCall       *self,
                                                      const char       *name);

/** hearth_fake_call_set_name: They are called that from now on, and so is the room if they host it. */
void               hearth_fake_call_set_name         (HearthCall       *self,
                                                      guint             position,
                                                      const char       *name);

/** hearth_fake_call_set_trust: What is known of that person. */
void               hearth_fake_call_set_trust        (HearthCall       *self,
                                                      guint             position,
                                                      HearthTrust       trust);

/** hearth_fake_call_invite: That person asks to compare a code; hearth_fake_call_compare(): so far have they come. */
void               hearth_fake_call_invite           (HearthCall       *self,
                                                      guint             position);
void               hearth_fake_call_compare          (HearthCall            *self,
                                                      HearthComparisonStage  stage);

/** hearth_fake_call_fill_network: So many more seconds of everybody's figures, with a bad spell in the second minute. */
void               hearth_fake_call_fill_network     (HearthCall       *self,
                                                      guint             seconds);

/** hearth_fake_call_set_slow: Whether that person's connection is; 0 is one's own. */
void               hearth_fake_call_set_slow         (HearthCall       *self,
                                                      guint             position,
                                                      gboolean          slow);

/** hearth_fake_call_set_unattended_slow: Whether the host's is, where nobody sits at its computer. */
void               hearth_fake_call_set_unattended_slow (HearthCall    *self,
                                                      gboolean          slow);

/** hearth_fake_call_get_answer: Returns: what was answered last. */
HearthKnockAnswer  hearth_fake_call_get_answer       (HearthCall       *self);

/** hearth_fake_call_get_taken: Returns: (transfer none) (nullable): who was told last that a still of theirs was saved. @kind: (out) */
HearthParticipant *hearth_fake_call_get_taken        (HearthCall        *self,
                                                      HearthPictureKind *kind);

/** hearth_fake_call_set_untold: whether nobody can be told that a still of theirs was saved. */
void               hearth_fake_call_set_untold       (HearthCall        *self,
                                                      gboolean           untold);

/** hearth_fake_sharing_set_state: what comes of being asked, or that the desktop ends it. */
void               hearth_fake_sharing_set_state     (HearthSharing     *self,
                                                      HearthSharingState state);

/** hearth_fake_sharing_get_content: Returns: what was asked for last. */
HearthVideoContent hearth_fake_sharing_get_content   (HearthSharing    *self);

/** hearth_fake_call_set_withheld: The host lets this person switch neither microphone nor camera on. */
void               hearth_fake_call_set_withheld     (HearthCall       *self,
                                                      gboolean          withheld);

/** hearth_fake_call_set_keep_link: The link was for this person alone. */
void               hearth_fake_call_set_keep_link    (HearthCall       *self,
                                                      gboolean          keep);

/** hearth_fake_call_add_verdict: Somebody of that name is remembered, or blocked. */
void               hearth_fake_call_add_verdict      (HearthCall       *self,
                                                      const char       *name,
                                                      gboolean          blocked);

/**
 * hearth_fake_call_write: That person writes.
 * @to_self: to this person alone
 * @earlier: they wrote it before this person came
 */
void               hearth_fake_call_write            (HearthCall       *self,
                                                      guint             position,
                                                      const char       *text,
                                                      gboolean          to_self,
                                                      gboolean          earlier);

/** hearth_fake_call_set_may_write: whether the host lets this person write. */
void               hearth_fake_call_set_may_write    (HearthCall       *self,
                                                      gboolean          may);

/** hearth_fake_call_set_hand: That person raises or lowers their hand. */
void               hearth_fake_call_set_hand         (HearthCall       *self,
                                                      guint             position,
                                                      gboolean          raised);

/** hearth_fake_call_react: That person shows it to everybody. */
void               hearth_fake_call_react            (HearthCall       *self,
                                                      guint             position,
                                                      HearthReaction    reaction);

/** hearth_fake_call_plug: a device of that name is plugged in or not. */
void               hearth_fake_call_plug             (HearthCall       *self,
                                                      HearthDeviceKind  kind,
                                                      const char       *name,
                                                      gboolean          there);

/** hearth_fake_call_get_n_tests: Returns: how often the speaker was tried. */
guint              hearth_fake_call_get_n_tests      (HearthCall       *self);

/** hearth_fake_call_set_camera_there: the only camera is plugged in or not. */
void               hearth_fake_call_set_camera_there (HearthCall       *self,
                                                      gboolean          there);

/** hearth_fake_call_get_error_names: Returns: (transfer none) (array zero-terminated=1): "link", "link-version", … in the enum's order. */
const char *const *hearth_fake_call_get_error_names  (void);

G_END_DECLS
