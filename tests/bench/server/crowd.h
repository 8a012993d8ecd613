/* Ten thousand WebSockets to one server, in rooms of two, on one thread: they come, stay, answer pings and say things to each
 * other. As lean as can be, so that it is never what is measured.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "dialect.h"

G_BEGIN_DECLS

typedef struct _Crowd Crowd;

/** crowd_new: @most: sockets there may be; from so many loopback addresses as limits for each address ask for. */
Crowd  *crowd_new       (const Dialect *dialect,
                         guint16        port,
                         guint          most) G_GNUC_WARN_UNUSED_RESULT;
void    crowd_free      (Crowd         *self);

/** crowd_grow: until so many are in their rooms; whatever goes wrong ends the program with a sentence. */
void    crowd_grow      (Crowd         *self,
                         guint          n);

/** crowd_idle: They stay, and answer what they are asked. */
void    crowd_idle      (Crowd         *self,
                         double         seconds);

/**
 * crowd_saturate: The first of the first @rooms rooms say messages of @length bytes to their others, four always on the way.
 *
 * Returns: how many arrived
 */
guint64 crowd_saturate  (Crowd         *self,
                         guint          rooms,
                         gsize          length,
                         double         seconds);

/**
 * crowd_say: As many messages a second as that, at their due times, one in five of them of 2 KB, the others of 200 bytes.
 *
 * @latencies: (element-type gint64): of each that arrived, ns from the moment it was due
 *
 * Returns: how many were said
 */
guint64 crowd_say       (Crowd         *self,
                         guint          rooms,
                         guint          per_second,
                         double         seconds,
                         GArray        *latencies);
guint   crowd_get_n_lost (Crowd        *self);

G_END_DECLS
