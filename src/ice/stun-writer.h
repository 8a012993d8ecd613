/* A STUN message (RFC 8489) being written, as a plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/stun-message.h"

G_BEGIN_DECLS

/* The largest we write: a check with two user name fragments of 256 bytes (RFC 8839 section 5.4) is 620. */
#define HEARTH_STUN_WRITER_BYTES 640

typedef struct
{
  guint8 data[HEARTH_STUN_WRITER_BYTES];
  gsize length;
} HearthStunWriter;

/**
 * hearth_stun_writer_begin:
 * @transaction: (array fixed-size=12): of the request
 */
void hearth_stun_writer_begin     (HearthStunWriter          *self,
                                   HearthStunType             type,
                                   const guint8              *transaction);

/** hearth_stun_writer_add: An attribute of any kind. It must fit: nothing that is written here comes unmeasured from outside. */
void hearth_stun_writer_add       (HearthStunWriter          *self,
                                   HearthStunAttribute        attribute,
                                   gconstpointer              value,
                                   gsize                      length);
void hearth_stun_writer_add_32    (HearthStunWriter          *self,
                                   HearthStunAttribute        attribute,
                                   guint32                    value);
void hearth_stun_writer_add_64    (HearthStunWriter          *self,
                                   HearthStunAttribute        attribute,
                                   guint64                    value);

/** hearth_stun_writer_add_mapped: XOR-MAPPED-ADDRESS (RFC 8489 section 14.2). */
void hearth_stun_writer_add_mapped (HearthStunWriter          *self,
                                    const HearthSocketAddress *address);
void hearth_stun_writer_add_error  (HearthStunWriter          *self,
                                    HearthStunError            code,
                                    const char                *reason);

/**
 * hearth_stun_writer_end:
 * @password: (nullable): for MESSAGE-INTEGRITY; %NULL for none
 *
 * Adds MESSAGE-INTEGRITY and FINGERPRINT; nothing may follow.
 */
void hearth_stun_writer_end       (HearthStunWriter          *self,
                                   const char                *password);

G_END_DECLS
