/** The two response samples of the extension API document, verbatim: what the device's maker says an answer looks like. */

/** "Query Extension List" */
export const listSample =
  '{"status":"Success","extlist":[{"extnumber":"1000","status":"Idle","type":"FXS","port":"Span2-Port1","username":"1000"},{"extnumber":"1001","status":"Idle","type":"FXS","port":"Span2-Port2","username":"1001"},{"extnumber":"1002","status":"Registered","type":"SIP","username":"Amy"},{"extnumber":"1003","status":"Registered","type":"SIP","username":"1003"},{"extnumber":"1004","status":"Registered","type":"SIP","username":"1004"},{"extnumber":"1005","status":"Registered","type":"IAX","username":"1005"},{"extnumber":"1006","status":"Unavailable","type":"SIP","username":"Lisa"}]}';

/** "Query One or More Extensions" */
export const detailSample =
  '{"status":"Success","extinfos":[{"extnumber":"1000","username":"1000","status":"Idle","type":"FXS","port":"Span2-Port1","callerid":"1000","registername":"","registerpassword":"Yeastar202","maxregistrations":"1","loginpassword":"27499b15c12640fd2dbb237bd23da850","email":"","moblie":"","language":"System Default","hasvoicemail":"on","enablevmtoemail":"off","vmsecret":"1000","alwaysforward":"off","noanswerforward":"on","ntransferto":"Voicemail","ntransferprefix":"","busyforward":"on","btransferto":"Voicemail","btransferprefix":"","ringsimultaneous":"off","mobileprefix":"","enablemobile":"off","allowbeingmonitored":"off","monitormode":"Disabled","ringtimeout":"30","maxduration":"Follow System","dnd":"off","callrestriction":"off"}]}';
