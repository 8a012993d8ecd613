/* People in one process who meet in a room on a real signalling server, with made-up packets for sound and picture. Whatever takes
 * longer than it should fails the test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "../peer/rtp-counter.h"
#include "../peer/rtp-generator.h"
#include "layered-generator.h"
#include "room/room-guest.h"
#include "room/room-host.h"
#include "signalling/signalling-server.h"

G_BEGIN_DECLS

/* The house: a server, and who hosts. */
typedef struct
{
  HearthSignallingServer *server;
  guint16 port;
  char *address;
  HearthIdentity *host_identity;
  HearthInvitation *invitation;
  gboolean libnice; /* whoever hosts has no port for all */
  HearthConnectionConfig guests; /* how those who visit find their way; nothing in it is freed */
} House;

void house_set_up    (House         *self,
                      gconstpointer  data);
void house_tear_down (House         *self,
                      gconstpointer  data);
void house_stop_server  (House *self);
void house_start_server (House *self);

typedef struct
{
  HearthRoom *room;
  char *name;
  guint32 ssrc;
  RtpGenerator *audio; /* nullable, like video: has nothing to send */
  LayeredGenerator *video;
  LayeredGenerator *share; /* nullable: without layers until they share */
  RtpGenerator *sound;     /* the same: sends all the time, whatever they say */
  GHashTable *counters; /* "name/kind" → RtpCounter on what is received under it now: audio, video, share, sound */
  gboolean let_go;
  gboolean ended;
  GError *error;
  gint64 ended_at;
  guint n_server_changes;
} Person;

/** person_host / person_visit: Made and entering. @sends: whether they have anything to send. @identity: (nullable): a new one. */
Person       *person_host         (House           *house,
                                   HearthIdentity  *identity,
                                   const char      *name,
                                   gboolean         sends);
Person       *person_visit        (House           *house,
                                   HearthIdentity  *identity,
                                   const char      *name,
                                   gboolean         sends);

/** person_vanish: Like a process that is killed: nobody is told anything. */
void          person_vanish       (Person          *self);

/** person_free: Leaves if still inside, waits for it, and checks that everything is finalized. */
void          person_free         (Person          *self);

void          person_wait_inside  (Person          *self);

/** person_wait_told: until the host has told them who is there, be it nobody. */
void          person_wait_told    (Person          *self);

/** person_wait_ended: Returns: how many milliseconds it took. */
guint         person_wait_ended   (Person          *self);

/** person_wait_members: until they see so many others. Returns: how many milliseconds it took. */
guint         person_wait_members (Person          *self,
                                   guint            n);
HearthMember *person_find         (Person          *self,
                                   const char      *name);

/** person_wait_hears: until a few packets that @other sends now have come, sound and picture, and that they are really theirs. */
void          person_wait_hears   (Person          *self,
                                   Person          *other);
RtpCounter   *person_get_counter  (Person          *self,
                                   Person          *other,
                                   const char      *kind);

/** person_get_layer_seen: Returns: which layer of @other's picture came last; −1 for none yet. Another's picture fails the test. */
int           person_get_layer_seen (Person         *self,
                                     Person         *other);

/** person_share: They share a screen in two sizes, or end it. What they say of microphone and camera is that both are on. */
void          person_share        (Person          *self,
                                   gboolean         sharing);

/** person_share_sound: The same with what their computer plays, and perhaps paused. */
void          person_share_sound  (Person          *self,
                                   gboolean         sound,
                                   gboolean         paused);

/** person_get_sound_mark: Returns: the SSRC that their sound is generated with. */
guint32       person_get_sound_mark (Person        *self);

/** person_sees_share: Returns: whether packets of @other's screen have come, and no others under that name. */
gboolean      person_sees_share   (Person          *self,
                                   Person          *other);

/** wait_until: Runs the main loop; more than @milliseconds fail the test with @what. */
typedef gboolean (*Condition) (gpointer data);
guint         wait_until          (const char      *what,
                                   guint            milliseconds,
                                   Condition        condition,
                                   gpointer         data);

/** wait_wanted: Like wait_until(): @generator has been told that these layers are wanted (bits), and no others. */
void          wait_wanted         (LayeredGenerator *generator,
                                   guint             wanted,
                                   guint             milliseconds);

/** run_for: Runs the main loop for a time, where a test must see that something does not happen. */
void          run_for             (guint            milliseconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Person, person_free)

G_END_DECLS
