/* A STUN message (RFC 8489) as ICE needs it, read from a packet: pure, never beyond the packet's end.
 *
 * Points into the packet: valid as long as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/socket-address.h"

G_BEGIN_DECLS

#define HEARTH_STUN_HEADER_BYTES 20
#define HEARTH_STUN_TRANSACTION_BYTES 12
#define HEARTH_STUN_COOKIE 0x2112a442u

typedef enum
{
  HEARTH_STUN_BINDING_REQUEST = 0x0001,
  HEARTH_STUN_BINDING_INDICATION = 0x0011,
  HEARTH_STUN_BINDING_SUCCESS = 0x0101,
  HEARTH_STUN_BINDING_ERROR = 0x0111,
} HearthStunType;

/* RFC 8489 section 18.3, RFC 8445 section 16. */
typedef enum
{
  HEARTH_STUN_USERNAME = 0x0006,
  HEARTH_STUN_MESSAGE_INTEGRITY = 0x0008,
  HEARTH_STUN_ERROR_CODE = 0x0009,
  HEARTH_STUN_UNKNOWN_ATTRIBUTES = 0x000a,
  HEARTH_STUN_XOR_MAPPED_ADDRESS = 0x0020,
  HEARTH_STUN_PRIORITY = 0x0024,
  HEARTH_STUN_USE_CANDIDATE = 0x0025,
  HEARTH_STUN_FINGERPRINT = 0x8028,
  HEARTH_STUN_ICE_CONTROLLED = 0x8029,
  HEARTH_STUN_ICE_CONTROLLING = 0x802a,
} HearthStunAttribute;

typedef enum
{
  HEARTH_STUN_ERROR_NONE = 0,
  HEARTH_STUN_ERROR_UNKNOWN_ATTRIBUTE = 420,
  HEARTH_STUN_ERROR_ROLE_CONFLICT = 487,
} HearthStunError;

typedef enum
{
  HEARTH_STUN_ROLE_NONE,
  HEARTH_STUN_ROLE_CONTROLLED,
  HEARTH_STUN_ROLE_CONTROLLING,
} HearthStunRole;

typedef struct
{
  const guint8 *data;
  gsize length;
  guint16 type;                     /* mostly a HearthStunType */
  const guint8 *transaction;        /* HEARTH_STUN_TRANSACTION_BYTES */

  const char *username;             /* not terminated; %NULL where there is none */
  gsize username_length;
  guint32 priority;                 /* 0: none */
  gboolean use_candidate;
  HearthStunRole role;
  guint64 tie_breaker;              /* where there is a role */
  HearthSocketAddress mapped;       /* of no family where there is none */
  guint error_code;                 /* 0: none */
  guint16 unknown;                  /* the first attribute that must be understood and is not; 0: none */
  gsize integrity_offset;           /* of MESSAGE-INTEGRITY; 0: none */
} HearthStunMessage;

/**
 * hearth_stun_message_is: Whether a packet claims to be STUN (RFC 7983 section 7, RFC 8489 section 5): first byte and magic
 * cookie.
 */
gboolean hearth_stun_message_is              (const guint8            *data,
                                              gsize                    length);

/**
 * hearth_stun_message_parse:
 * @data: (array length=length): one whole packet from anybody
 *
 * Reads what ICE uses. Of an attribute that comes twice the first counts (RFC 8489 section 14); what follows MESSAGE-INTEGRITY is
 * passed over, but for a FINGERPRINT, which must be right where it is and be the last.
 *
 * Returns: %FALSE where @data is malformed
 */
gboolean hearth_stun_message_parse           (HearthStunMessage       *self,
                                              const guint8            *data,
                                              gsize                    length);

/**
 * hearth_stun_message_check_integrity:
 * @password: the short-term credential (RFC 8489 section 9.1)
 *
 * Returns: whether the message has MESSAGE-INTEGRITY and it was made with @password
 */
gboolean hearth_stun_message_check_integrity (const HearthStunMessage *self,
                                              const char              *password);

G_END_DECLS
